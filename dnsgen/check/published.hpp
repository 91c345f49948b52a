/// @file
/// What the families of mail share: texts that are published, and where mail goes.
#pragma once

#include "check/family.hpp"
#include "check/record_lines.hpp"
#include "check/row.hpp"

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// "example.com MX"
std::string at(std::string_view name, resolve::Type type);

/// The strings of a TXT record joined; "" for what is none.
std::string text_of(const zone::Record& record);

/// A TXT record to publish, with the TTL of the subject's records.
zone::Record txt_record(const Subject& subject, std::string_view owner, std::string_view text);

/// The texts of an answer that begin with this version in any letter case, "v=STSv1", and hold
/// nothing else up to a semicolon, a blank or their end; other texts beside them are legal.
std::vector<std::string> versioned(const resolve::Answer& answer, std::string_view version);

/// As people read several values: `"a" and "b"`, cut where it is long.
std::string shown(const std::vector<std::string>& values);

/// One finding for each of the checks, all for the same reason.
void all_unknown(
    Findings& findings,
    std::initializer_list<const Check*> checks,
    const std::string& subject,
    const std::string& why
);

/// Where a domain's mail goes by what is published.
struct Exchangers {
    std::string unknown = {};            ///< why that is not known, or ""
    bool refused = false;                ///< a null MX stands there (RFC 7505)
    bool implicit = false;               ///< no MX: the domain itself takes it (RFC 5321 §5.1)
    std::vector<std::string> hosts = {}; ///< the preferred one first, without the null MX
};
Exchangers published_exchangers(const Subject& subject, Evidence& evidence);

} // namespace fingerpost::check

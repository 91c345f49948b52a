/// @file
/// What one CAA record says, as certification authorities read it.
/// Spec: RFC 8659 §4, RFC 8657.
#pragma once

#include "base/error.hpp"
#include "resolve/data.hpp"

#include <map>
#include <string>
#include <string_view>

namespace fingerpost::check {

/// The value of issue and issuewild.
struct CaaIssuer {
    std::string name;                              ///< lower case; "": nobody may issue
    std::map<std::string, std::string> parameters; ///< "accounturi"
};

/// The error says at which character; such a record allows nobody.
Result<CaaIssuer> read_caa_issuer(std::string_view value);

/// What is wrong with the record, or "".
std::string fault_of(const resolve::Caa& record);

/// Whether authorities that do not know its tag must refuse, and do not know it.
bool is_unknown_critical(const resolve::Caa& record);

} // namespace fingerpost::check

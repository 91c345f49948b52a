/// @file
/// What the operator thinks of findings: which weigh more or less than the table says, and which he
/// knows of and wants to hear no more.
#pragma once

#include "base/error.hpp"
#include "check/finding.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// For every domain where `domain` is "*"; what names the domain goes before that.
struct SeverityRule {
    std::string domain;
    std::string check;
    Severity severity = Severity::info;

    bool operator==(const SeverityRule&) const = default;
};

struct IgnoreRule {
    std::int64_t id = 0;
    std::string domain; ///< "*": any
    std::string check;
    std::string subject; ///< Finding::subject; "": any
    std::string reason;
    std::string author;
    std::int64_t until = 0; ///< seconds since 1970; after that the finding counts again

    bool operator==(const IgnoreRule&) const = default;
};

struct Policy {
    std::vector<SeverityRule> severities = {};
    std::vector<IgnoreRule> ignored = {};

    /// Changes severities, and sets Finding::ignored where a rule still holds.
    void apply(std::string_view domain, std::int64_t now, Findings& findings) const;
};

/// "error", "warning", "info". Errc::bad_request lists them.
Result<Severity> parse_severity(std::string_view text);

} // namespace fingerpost::check

/// @file
/// An MTA-STS policy as senders read it.
/// Spec: RFC 8461 §3.2, §4.1.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

struct StsPolicy {
    std::string mode;            ///< "enforce", "testing", "none"
    std::vector<std::string> mx; ///< names and "*.example.com", lower case, without final dot
    std::int64_t max_age = 0;    ///< seconds
};

/// The error says at which line. 64 KiB at most.
Result<StsPolicy> read_sts_policy(std::string_view text);

/// Whether a name of the policy stands for this host: "*." for one label.
bool allows(const std::string& pattern, const std::string& host);

/// The id of a record "v=STSv1; id=…" (§3.1); the error says at which character.
Result<std::string> read_sts_id(std::string_view text);

} // namespace fingerpost::check

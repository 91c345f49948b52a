/// @file
/// What receivers make of a domain's SPF when mail comes from an address: check_host(), over
/// Evidence.
/// Spec: RFC 7208 §4, §5, §6.1.
#pragma once

#include "check/evidence.hpp"

#include <string>
#include <string_view>

namespace fingerpost::check {

enum class SpfResult { none, neutral, pass, fail, softfail, temperror, permerror };

std::string_view name(SpfResult result); ///< "softfail"

struct SpfQuestion {
    std::string address; ///< that mail comes from
    std::string domain;  ///< of its sender, who is postmaster there; also said in HELO
    /// The record that is tried in place of the one the domain publishes; "": that one.
    std::string record = {};
};

struct SpfVerdict {
    SpfResult result = SpfResult::none;
    std::string why; ///< `"-all" of example.com`
};

/// Receivers must give up after so many terms that look something up, and after so many that find
/// nothing (§4.6.4).
inline constexpr int spf_lookups_max = 10;
inline constexpr int spf_voids_max = 2;
inline constexpr std::size_t spf_names_max = 10; ///< of one mx or ptr

SpfVerdict evaluate_spf(Evidence& evidence, const SpfQuestion& question);

} // namespace fingerpost::check

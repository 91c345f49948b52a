/// @file
/// Whether the addresses that our mail leaves from have names that lead back to them.
/// Spec: RFC 1912 §2.1, RFC 8601 §3 (iprev).
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array ptr_checks{
    Check{"ptr-fcrdns", Severity::warning, "RFC 8601 §3", "PTR of each address that mail leaves from, A and AAAA of its names",
          "the address has no name, or none of its names leads back to it",
          "large mail servers refuse such mail or take it for spam",
          "have the owner of the address publish PTR with the sending host's name, and give that name the address"},
};
// clang-format on

void judge_ptr(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check

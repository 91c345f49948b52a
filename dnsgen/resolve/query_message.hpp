/// @file
/// A question as a DNS message. c-ares' own look-ups can ask neither for AD nor for signatures, nor
/// without recursion.
/// Spec: RFC 1035 §4.1, RFC 6840 §5.7 (AD in a query), RFC 4035 §3.2.1 (DO), §3.2.2 (CD), RFC 5452
/// §4.3 (identities nobody can guess).
#pragma once

#include "resolve/query.hpp"

#include <string>

namespace fingerpost::resolve {

/// The largest answer by UDP that is not torn into fragments.
inline constexpr int udp_bytes_max = 1232;

struct Manner {
    bool extended = true;           ///< with an OPT record (RFC 6891)
    bool checking_disabled = false; ///< CD
};

/// "" when the name is none. Keeps the letter case of the name.
std::string query_message(const Query& query, Manner manner);

/// The same name in letter case that nobody can guess.
std::string in_mixed_case(std::string name);

} // namespace fingerpost::resolve

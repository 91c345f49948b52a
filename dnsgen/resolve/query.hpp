/// @file
/// One question and who is asked. Plain values.
#pragma once

#include "resolve/data.hpp"

#include <compare>
#include <cstdint>
#include <string>

namespace fingerpost::resolve {

/// Who is asked.
struct Vantage {
    enum class Kind : std::uint8_t {
        resolver,      ///< the configured one
        authoritative, ///< a name server of a zone, without recursion (RD=0)
        other          ///< another resolver the operator has listed
    };
    Kind kind = Kind::resolver;
    std::string server = {}; ///< "192.0.2.53", "192.0.2.53:5300"; "" for the configured resolver

    auto operator<=>(const Vantage&) const = default;
};

struct Query {
    std::string name; ///< A-labels, lower case, without the final dot
    Type type = Type::a;
    Vantage vantage = {};
    bool mixed_case = false; ///< in odd letter case, to see whether it comes back
    bool signatures = false; ///< with the RRSIGs of the records (DO, RFC 4035 §3.2.1)
    bool unchecked = false;  ///< also what fails the check of DNSSEC (CD, RFC 4035 §3.2.2)

    auto operator<=>(const Query&) const = default;
};

} // namespace fingerpost::resolve

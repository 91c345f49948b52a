/// @file
/// What a domain's SPF costs its readers at worst: the records it leads to, whatever matches.
/// Spec: RFC 7208 §4.6.4.
#pragma once

#include "check/evidence.hpp"

#include <string>
#include <vector>

namespace fingerpost::check {

struct SpfTree {
    struct Problem {
        std::string domain; ///< whose record it is
        std::string what;
    };
    int lookups = 0;
    int voids = 0;                     ///< terms that find neither IPv4 nor IPv6, whoever sends
    std::string loop;                  ///< the name that a record leads back to, or ""
    bool cut = false;                  ///< there is more; it was not followed
    std::vector<Problem> broken;       ///< what makes the whole record void
    std::vector<std::string> large_mx; ///< names of an mx with more than ten exchangers
    std::vector<std::string> unknown;  ///< what the DNS did not tell
    /// One line for each record, with what it costs together with those below it.
    std::string text;
};

/// `record` is the one `domain` publishes; one that cannot be read costs nothing.
SpfTree spf_tree(Evidence& evidence, const std::string& domain, const std::string& record);

} // namespace fingerpost::check

/// @file
/// A mail address as a person types it into a mail client.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost {

struct Address {
    std::string local;  ///< as typed
    std::string domain; ///< as parse_domain() gives it

    std::string str() const { return local + '@' + domain; }

    bool operator==(const Address&) const = default;

    /// One `@`, a local part of printable UTF-8, 254 octets at most (RFC 5321 §4.5.3.1.3 counts
    /// 256 with the angle brackets). Blanks around it are dropped.
    static Result<Address> parse(std::string_view text);
};

} // namespace fingerpost

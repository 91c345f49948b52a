/// @file
/// The key that a selector shows, as verifiers read it, weak and revoked ones too.
/// Spec: RFC 6376 §3.6.1, RFC 8463.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost::check {

struct DkimKey {
    std::string type = "rsa";
    std::string numbers; ///< what makes the key, in whichever form it is published; "": revoked
    std::size_t bits = 0;
    bool testing = false;   ///< t=y
    bool only_sha1 = false; ///< h= without sha256

    bool revoked() const { return numbers.empty(); }
    bool same_key(const DkimKey& other) const {
        return type == other.type && numbers == other.numbers;
    }
};

/// Whether the text looks like a key record at all; anything may stand beside one.
bool is_dkim(std::string_view text);

/// The error says at which character.
Result<DkimKey> read_dkim(std::string_view text);

} // namespace fingerpost::check

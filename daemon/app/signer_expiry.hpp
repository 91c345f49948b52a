/// @file
/// How long the certificate that profiles are signed with is good for, said before it is too late:
/// in the daemon's log once a day, and by `config check`.
#pragma once

#include "base/log.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace fingerpost::app {

struct SignerExpiry {
    std::int64_t days_left = 0; ///< whole ones; negative once expired
    int step = 0; ///< the tightest of 30, 14, 7, 3, 1 and 0 days that it has fallen below
    log::Level level = log::Level::warning;

    std::string what() const; ///< one sentence
};

/// None while there are 30 days or more. Both are seconds since 1970.
std::optional<SignerExpiry> signer_expiry(std::int64_t not_after, std::int64_t now);

} // namespace fingerpost::app

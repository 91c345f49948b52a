#include "app/signer_expiry.hpp"

#include <array>

namespace fingerpost::app {

namespace {

constexpr std::int64_t day = 24 * 60 * 60;

struct Step {
    int days;
    log::Level level;
};
constexpr std::array steps{
    Step{0, log::Level::error},
    Step{1, log::Level::error},
    Step{3, log::Level::error},
    Step{7, log::Level::warning},
    Step{14, log::Level::warning},
    Step{30, log::Level::warning},
};

} // namespace

std::string SignerExpiry::what() const {
    const std::string certificate = "the certificate that profiles are signed with ";
    if (step == 0) return certificate + "has expired: they are sent unsigned; renew it";
    if (days_left == 0) return certificate + "expires within a day; renew it";
    const std::string days = days_left == 1 ? " day" : " days";
    return certificate + "expires in " + std::to_string(days_left) + days + "; renew it";
}

std::optional<SignerExpiry> signer_expiry(std::int64_t not_after, std::int64_t now) {
    const auto left = not_after - now;
    for (const auto& step : steps)
        if (left < step.days * day || left <= 0)
            return SignerExpiry{(left - (left < 0 ? day - 1 : 0)) / day, step.days, step.level};
    return std::nullopt;
}

} // namespace fingerpost::app

#include "alert/window.hpp"

#include <algorithm>
#include <chrono>

namespace fingerpost::alert {

namespace {

constexpr std::int64_t day_seconds = 86400;

std::size_t weekday_of(std::int64_t day) {
    const std::chrono::sys_days date{std::chrono::days(day)};
    return std::chrono::weekday(date).c_encoding();
}

} // namespace

bool MaintenanceWindow::open(const Moment& now) const {
    if (weekdays.none()) return now.wall >= starts && now.wall < starts + seconds;
    const auto local = now.wall + now.zone_offset;
    const auto today = std::chrono::floor<std::chrono::days>(std::chrono::seconds(local)).count();
    for (const std::int64_t day : {today - 1, today}) { // yesterday's may reach over midnight
        const auto opens = day * day_seconds + second_of_day;
        if (weekdays[weekday_of(day)] && local >= opens && local < opens + seconds) return true;
    }
    return false;
}

Result<void> check(const MaintenanceWindow& window) {
    const auto wrong = [&](std::string_view what) {
        return Error{
            Errc::bad_request, "the maintenance window \"" + window.id + "\" " + std::string(what)};
    };
    if (window.id.empty()) return wrong("needs a name");
    if (window.seconds <= 0) return wrong("must end after it starts");
    if (window.weekdays.none()) return {};
    if (window.seconds > day_seconds)
        return wrong("is weekly and must not be open longer than 24 h");
    if (window.second_of_day < 0 || window.second_of_day >= day_seconds)
        return wrong("must start between 00:00 and 23:59");
    return {};
}

bool is_about(const std::vector<std::string>& services, std::string_view service) {
    return services.empty() || std::ranges::find(services, service) != services.end();
}

} // namespace fingerpost::alert

#include "alert/ladder.hpp"

#include <algorithm>

namespace fingerpost::alert {

std::optional<int> Ladder::crossed(const std::string& key, double days_left) const {
    const auto found = own.find(key);
    std::optional<int> tightest;
    for (const int rung : found == own.end() ? days : found->second)
        if (days_left < rung && (!tightest || rung < *tightest)) tightest = rung;
    return tightest;
}

Result<void> check(const std::vector<int>& days) {
    const auto is_far = [](int rung) { return rung > rung_days_max || rung < -rung_days_max; };
    if (!days.empty() && std::ranges::none_of(days, is_far)) return {};
    return Error{
        Errc::bad_request,
        "the days before a certificate's end must be whole numbers from -" +
            std::to_string(rung_days_max) + " to " + std::to_string(rung_days_max) +
            ", at least one: 30,14,7,3,1,0"};
}

Severity severity_of(int rung, const Levels& levels) {
    std::optional<Severity> lightest;
    std::optional<Severity> chosen;
    for (const auto severity : severities) {
        const auto& level = levels[static_cast<std::size_t>(severity)];
        if (!level) continue;
        if (!lightest) lightest = severity;
        if (rung <= level->raise) chosen = severity;
    }
    return chosen.value_or(lightest.value_or(Severity::info));
}

bool take_certificate(Alert& alert, const std::string& certificate, std::int64_t elapsed) {
    if (certificate.empty() || certificate == alert.certificate) return false;
    const bool renewed = !alert.certificate.empty();
    alert.certificate = certificate;
    if (!renewed) return false;
    put_out(alert, elapsed);
    alert.rung.reset();
    alert.rung_told.reset();
    alert.renewed = true;
    return true;
}

} // namespace fingerpost::alert

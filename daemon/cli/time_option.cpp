#include "cli/time_option.hpp"

#include "base/text.hpp"

#include <array>
#include <chrono>
#include <optional>
#include <utility>

namespace fingerpost::cli {

namespace {

constexpr std::array units{
    std::pair{'m', std::int64_t{60}},
    std::pair{'h', std::int64_t{3600}},
    std::pair{'d', std::int64_t{86400}}};
constexpr std::int64_t units_max = 100'000;

std::optional<std::int64_t> span_of(std::string_view text) {
    if (text.empty()) return std::nullopt;
    const auto count = to_integer(text.substr(0, text.size() - 1), 1, units_max);
    for (const auto& [letter, seconds] : units)
        if (count && text.back() == letter) return *count * seconds;
    return std::nullopt;
}

/// The number in place of the zeros of "0000-00-00T00:00:00Z" that begin at `at`.
std::optional<std::int64_t>
part(std::string_view text, std::size_t at, std::size_t size, std::int64_t max) {
    return to_integer(text.substr(at, size), 0, max);
}

/// RFC 3339 §5.6, in UTC and without fractions; or its date alone.
std::optional<std::int64_t> moment_of(std::string_view text) {
    namespace chrono = std::chrono;
    const bool dated = text.size() == 10 || text.size() == 20;
    if (!dated || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = part(text, 0, 4, 9999);
    const auto month = part(text, 5, 2, 12);
    const auto day = part(text, 8, 2, 31);
    if (!year || !month || !day) return std::nullopt;
    const chrono::year_month_day date{
        chrono::year(static_cast<int>(*year)),
        chrono::month(static_cast<unsigned>(*month)),
        chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    const auto midnight = chrono::sys_seconds(chrono::sys_days(date)).time_since_epoch().count();
    if (text.size() == 10) return midnight;
    const auto hour = part(text, 11, 2, 23);
    const auto minute = part(text, 14, 2, 59);
    const auto second = part(text, 17, 2, 59);
    const bool marked = text[10] == 'T' && text[13] == ':' && text[16] == ':' && text[19] == 'Z';
    if (!hour || !minute || !second || !marked) return std::nullopt;
    return midnight + *hour * 3600 + *minute * 60 + *second;
}

} // namespace

Result<std::int64_t> parse_since(std::string_view text, std::int64_t now) {
    if (const auto span = span_of(text)) return now - *span;
    if (const auto moment = moment_of(text)) return *moment;
    return Error{
        Errc::bad_request,
        "\"" + std::string(text) +
            "\" is neither a span such as 90m, 24h or 7d nor a time in UTC such as 2026-11-22 or "
            "2026-11-22T09:30:00Z"};
}

} // namespace fingerpost::cli

#include "base/moment.hpp"

#include "base/text.hpp"

#include <chrono>
#include <optional>
#include <string>

namespace fingerpost {

namespace {

constexpr std::int64_t minute = 60;
constexpr std::int64_t hour = 60 * minute;
constexpr std::int64_t day = 24 * hour;

struct Unit {
    char letter;
    std::int64_t seconds;
};
constexpr Unit units[] = {{'s', 1}, {'m', minute}, {'h', hour}, {'d', day}, {'w', 7 * day}};

/// "2d" as seconds.
std::optional<std::int64_t> span_of(std::string_view text) {
    if (text.empty()) return {};
    const auto number = to_integer(text.substr(0, text.size() - 1), 0, 100'000'000);
    for (const auto& unit : units)
        if (number && text.back() == unit.letter) return *number * unit.seconds;
    return {};
}

/// Reads what is left of a text from its beginning.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    bool done() const { return rest_.empty(); }
    bool took(std::string_view any_of) {
        if (rest_.empty() || any_of.find(rest_.front()) == any_of.npos) return false;
        rest_.remove_prefix(1);
        return true;
    }
    /// A number of so many digits within its bounds.
    bool took(int& number, std::size_t digits, int min, int max) {
        if (rest_.size() < digits) return false;
        const auto read = to_integer(rest_.substr(0, digits), min, max);
        if (!read) return false;
        number = static_cast<int>(*read);
        rest_.remove_prefix(digits);
        return true;
    }
    bool took_digits() {
        const auto all = std::min(rest_.find_first_not_of("0123456789"), rest_.size());
        rest_.remove_prefix(all);
        return all > 0;
    }

private:
    std::string_view rest_;
};

bool read_date(Scanner& scanner, std::int64_t& time) {
    int year = 0;
    int month = 0;
    int of_month = 0;
    if (!scanner.took(year, 4, 1970, 9999) || !scanner.took("-")) return false;
    if (!scanner.took(month, 2, 1, 12) || !scanner.took("-")) return false;
    if (!scanner.took(of_month, 2, 1, 31)) return false;
    const std::chrono::year_month_day date{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(of_month)}};
    if (!date.ok()) return false;
    time += std::chrono::sys_seconds(std::chrono::sys_days(date)).time_since_epoch().count();
    return true;
}

bool read_time(Scanner& scanner, std::int64_t& time) {
    int hours = 0;
    int minutes = 0;
    int seconds = 0;
    if (!scanner.took(hours, 2, 0, 23) || !scanner.took(":")) return false;
    if (!scanner.took(minutes, 2, 0, 59)) return false;
    if (scanner.took(":") && !scanner.took(seconds, 2, 0, 60)) return false; // 60: a leap second
    if (scanner.took(".") && !scanner.took_digits()) return false;
    time += hours * hour + minutes * minute + seconds;
    return true;
}

bool read_zone(Scanner& scanner, std::int64_t& time) {
    if (scanner.done() || scanner.took("Zz")) return true;
    const bool east = scanner.took("+");
    if (!east && !scanner.took("-")) return false;
    int hours = 0;
    int minutes = 0;
    if (!scanner.took(hours, 2, 0, 23) || !scanner.took(":")) return false;
    if (!scanner.took(minutes, 2, 0, 59)) return false;
    time += (east ? -1 : 1) * (hours * hour + minutes * minute);
    return true;
}

std::optional<std::int64_t> date_time_of(std::string_view text) {
    Scanner scanner(text);
    std::int64_t time = 0;
    if (!read_date(scanner, time)) return {};
    if (scanner.took("Tt ") && !(read_time(scanner, time) && read_zone(scanner, time))) return {};
    if (!scanner.done()) return {};
    return time;
}

} // namespace

Result<std::int64_t> parse_moment(std::string_view text, std::int64_t now) {
    if (text == "now") return now;
    const bool past = text.starts_with('-');
    if (past || text.starts_with('+'))
        if (const auto span = span_of(text.substr(1))) return past ? now - *span : now + *span;
    if (const auto time = date_time_of(text)) return *time;
    return Error{
        Errc::bad_request,
        "\"" + std::string(text) +
            "\" is no time; write one like now, -2d, -12h or 2026-11-22T09:30:00Z"};
}

} // namespace fingerpost

#include "zone/fields.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace fingerpost::zone {

namespace {

Error wrong(std::string what) {
    return {Errc::bad_request, std::move(what)};
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// 0 for what is no unit.
std::int64_t seconds_of(char unit) {
    constexpr std::string_view units = "smhdw";
    constexpr std::array<std::int64_t, 5> seconds{1, 60, 3600, 86400, 604800};
    const auto at = units.find(static_cast<char>(unit | 0x20));
    return at == units.npos ? 0 : seconds[at];
}

/// How many characters the escape that `text` begins with takes; 0 when it is none.
std::size_t escape_size(std::string_view text) {
    if (text.size() < 2) return 0;
    if (!is_digit(text[1])) return 2;
    return text.size() >= 4 && to_integer(text.substr(1, 3), 0, 255) ? 4 : 0;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

Result<std::size_t> character_size(std::string_view text) {
    if (text.front() < 0x20 || text.front() > 0x7e)
        return wrong("a character that is not printable ASCII");
    if (text.front() != '\\') return std::size_t{1};
    const auto size = escape_size(text);
    if (size == 0) return wrong("an escape that is neither \\DDD nor \\X");
    return size;
}

/// Of the quoted string that `text` begins with, quotes included.
Result<std::size_t> string_size(std::string_view text) {
    for (std::size_t i = 1; i < text.size();) {
        if (text[i] == '"') return i + 1;
        const auto size = character_size(text.substr(i));
        if (!size) return size;
        i += *size;
    }
    return wrong("a string without its closing quote");
}

Result<std::size_t> word_size(std::string_view text) {
    std::size_t i = 0;
    while (i < text.size() && !is_blank(text[i]) && text[i] != '"') {
        if (text[i] == ';' || text[i] == '(' || text[i] == ')')
            return wrong(std::string("\"") + text[i] + "\" outside quotes");
        const auto size = character_size(text.substr(i));
        if (!size) return size;
        i += *size;
    }
    return i;
}

} // namespace

Result<std::vector<std::string_view>> fields(std::string_view line) {
    std::vector<std::string_view> found;
    std::size_t i = 0;
    while ((i = line.find_first_not_of(" \t", i)) != line.npos) {
        const bool quoted = line[i] == '"';
        const auto size = quoted ? string_size(line.substr(i)) : word_size(line.substr(i));
        if (!size) return size.error();
        found.push_back(line.substr(i, *size));
        i += *size;
        if (i < line.size() && !is_blank(line[i])) return wrong("a quote inside a word");
    }
    return found;
}

std::optional<std::uint32_t> parse_period(std::string_view text, std::uint32_t max) {
    std::int64_t total = 0;
    while (!text.empty()) {
        const auto size = std::min(text.find_first_not_of("0123456789"), text.size());
        const auto number = to_integer(text.substr(0, size), 0, max);
        if (!number) return std::nullopt;
        text.remove_prefix(size);
        total += *number * seconds_of(text.empty() ? 's' : text.front());
        if (!text.empty()) {
            if (seconds_of(text.front()) == 0) return std::nullopt;
            text.remove_prefix(1);
        }
        if (total > max) return std::nullopt;
        if (text.empty()) return static_cast<std::uint32_t>(total);
    }
    return std::nullopt;
}

} // namespace fingerpost::zone

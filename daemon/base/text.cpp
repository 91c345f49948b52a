#include "base/text.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

namespace fingerpost {

namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    const char small = lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0]++;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const auto above = row[j];
            const auto changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above + 1, row[j - 1] + 1, changed});
            diagonal = above;
        }
    }
    return row[b.size()];
}

/// The first pair of a query string, as it stands, which is taken away.
std::pair<std::string_view, std::string_view> taken_pair(std::string_view& query) {
    const auto end = std::min(query.find('&'), query.size());
    const auto pair = query.substr(0, end);
    query.remove_prefix(std::min(end + 1, query.size()));
    const auto equals = std::min(pair.find('='), pair.size());
    return {pair.substr(0, equals), pair.substr(std::min(equals + 1, pair.size()))};
}

/// The decoded value of the first pair whose name, as it stands, is taken.
template <class Takes>
std::optional<std::string> first_value(std::string_view query, Takes takes) {
    while (!query.empty())
        if (const auto [name, value] = taken_pair(query); takes(name))
            return percent_decoded(value);
    return std::nullopt;
}

/// How many bytes the UTF-8 sequence at the start of `text` has, 0 when it is malformed.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto lead = byte(0);
    if (lead < 0x80) return 1;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < length) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80) return 0;
    const bool overlong = (lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xF0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xED && byte(1) > 0x9F;
    const bool too_large = lead == 0xF4 && byte(1) > 0x8F;
    return overlong || surrogate || too_large ? 0 : length;
}

} // namespace

std::string ascii_lower(std::string_view text) {
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

bool ascii_iequals(std::string_view a, std::string_view b) {
    return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) {
               return lower(x) == lower(y);
           });
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front()))
        text.remove_prefix(1);
    while (!text.empty() && is_blank(text.back()))
        text.remove_suffix(1);
    return text;
}

std::vector<std::string> split_list(std::string_view text, char separator) {
    std::vector<std::string> parts;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find(separator, start), text.size());
        const auto part = trimmed(text.substr(start, end - start));
        if (!part.empty()) parts.emplace_back(part);
        start = end + 1;
    }
    return parts;
}

std::optional<std::int64_t> to_integer(std::string_view text, std::int64_t min, std::int64_t max) {
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = problem == std::errc() && end == text.data() + text.size();
    if (!whole || text.starts_with("-0") || value < min || value > max) return std::nullopt;
    return value;
}

std::string percent_decoded(std::string_view text) {
    if (text.find('%') == text.npos) return std::string(text);
    std::string decoded;
    decoded.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape = text[i] == '%' && i + 2 < text.size();
        const int high = escape ? hex_digit(text[i + 1]) : -1;
        const int low = escape ? hex_digit(text[i + 2]) : -1;
        if (high < 0 || low < 0) {
            decoded += text[i];
        } else {
            decoded += static_cast<char>(high * 16 + low);
            i += 2;
        }
    }
    return decoded;
}

std::optional<std::string> query_value(std::string_view query, std::string_view key) {
    return first_value(query, [key](std::string_view name) {
        return name == key || percent_decoded(name) == key;
    });
}

std::optional<std::string> query_value_any_case(std::string_view query, std::string_view key) {
    return first_value(query, [key](std::string_view name) {
        return ascii_iequals(percent_decoded(name), key);
    });
}

std::string one_line(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    std::string line;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
        if (text.empty()) return line;
        const auto word = text.substr(0, text.find_first_of(blanks));
        line.append(line.empty() ? "" : " ").append(word);
        text.remove_prefix(word.size());
    }
}

std::vector<std::pair<std::string, std::string_view>> query_pairs(std::string_view query) {
    std::vector<std::pair<std::string, std::string_view>> pairs;
    while (!query.empty()) {
        const auto [name, value] = taken_pair(query);
        pairs.emplace_back(percent_decoded(name), value);
    }
    return pairs;
}

std::string percent_encoded(std::string_view text, std::string_view also) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const bool letter = lower(c) >= 'a' && lower(c) <= 'z';
        const bool plain = letter || (c >= '0' && c <= '9') ||
                           std::string_view("-._~").find(c) != std::string_view::npos ||
                           also.find(c) != also.npos;
        const auto octet = static_cast<unsigned char>(c);
        if (plain)
            encoded += c;
        else
            encoded.append(1, '%').append(1, digits[octet >> 4]).append(1, digits[octet & 15]);
    }
    return encoded;
}

bool is_utf8(std::string_view text) {
    while (!text.empty()) {
        const auto length = utf8_length(text);
        if (length == 0) return false;
        text.remove_prefix(length);
    }
    return true;
}

std::string first_characters(std::string_view text, std::size_t most) {
    std::size_t end = 0;
    for (std::size_t characters = 0; end < text.size(); ++end) {
        const bool begins = (static_cast<unsigned char>(text[end]) & 0xC0) != 0x80;
        if (begins && ++characters > most) break;
    }
    return std::string(text.substr(0, end));
}

std::vector<std::string> accepted_languages(std::string_view header) {
    constexpr std::size_t most = 10;
    struct Range {
        std::string tag;
        int weight; ///< in thousandths
    };
    std::vector<Range> ranges;
    for (const auto& item : split_list(header.substr(0, 400))) {
        const auto parts = split_list(item, ';');
        if (parts.empty() || parts[0] == "*" || ranges.size() == most) continue;
        int weight = 1000;
        if (parts.size() > 1 && parts[1].starts_with("q=0")) {
            const auto digits = parts[1].size() > 4 ? parts[1].substr(4) + "000" : "000";
            weight = static_cast<int>(to_integer(digits.substr(0, 3), 0, 999).value_or(0));
        }
        if (weight > 0) ranges.push_back({ascii_lower(parts[0]), weight});
    }
    std::ranges::stable_sort(ranges, std::greater(), &Range::weight);
    std::vector<std::string> tags;
    for (auto& range : ranges)
        tags.push_back(std::move(range.tag));
    return tags;
}

std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates) {
    std::string_view best;
    std::size_t least = 3;
    for (const auto candidate : candidates) {
        const auto distance = edit_distance(word, candidate);
        if (distance < least) {
            least = distance;
            best = candidate;
        }
    }
    return best;
}

} // namespace fingerpost

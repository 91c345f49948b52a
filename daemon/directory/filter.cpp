#include "directory/filter.hpp"

namespace fingerpost::directory {

namespace {

constexpr std::string_view placeholder = "{0}";

bool is_plain(char c) {
    return c > ' ' && c < 0x7f && c != '(' && c != ')' && c != '*' && c != '\\';
}

} // namespace

std::string escaped_value(std::string_view value) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string escaped;
    escaped.reserve(value.size());
    for (const char c : value) {
        if (is_plain(c)) {
            escaped += c;
            continue;
        }
        const auto octet = static_cast<unsigned char>(c);
        escaped += '\\'; // RFC 4515 §3
        escaped += digits[octet >> 4];
        escaped += digits[octet & 0xf];
    }
    return escaped;
}

std::string filter_for(std::string_view search_filter, std::string_view address) {
    const auto value = escaped_value(address);
    std::string filter;
    for (auto at = search_filter.find(placeholder); at != search_filter.npos;
         at = search_filter.find(placeholder)) {
        filter.append(search_filter.substr(0, at)).append(value);
        search_filter.remove_prefix(at + placeholder.size());
    }
    return filter.append(search_filter);
}

} // namespace fingerpost::directory

#include "catalog/url.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "catalog/placeholder.hpp"

#include <algorithm>

namespace fingerpost {

Result<Url> parse_url(std::string_view text) {
    Error bad{Errc::unsupported, "a URL like https://dav.example.com/path/"};
    Url url;
    url.tls = ascii_iequals(text.substr(0, 8), "https://");
    if (!url.tls && !ascii_iequals(text.substr(0, 7), "http://")) return bad;
    text.remove_prefix(url.tls ? 8 : 7);
    const auto end = std::min(text.find_first_of("/?#"), text.size());
    auto authority = text.substr(0, end);
    url.path = text.substr(end);
    if (!url.path.starts_with('/')) url.path.insert(0, 1, '/');
    if (const auto colon = authority.rfind(':'); colon != authority.npos) {
        const auto port = to_integer(authority.substr(colon + 1), 1, 65535);
        if (!port) return bad;
        url.port = static_cast<std::uint16_t>(*port);
        authority = authority.substr(0, colon);
    }
    auto host = parse_host_name(authority);
    if (!host) return bad;
    url.host = std::move(*host);
    for (const char c : url.path)
        if (static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '"') return bad;
    return url;
}

Result<std::string> parse_host_name(std::string_view text) {
    if (is_ip_address(text)) return ascii_lower(text);
    if (text.find('%') == text.npos) return parse_domain(text);
    auto example = parse_domain(expand_domain(text, "example.com"));
    if (!example) return example;
    return std::string(text);
}

std::string ascii_url(std::string_view url) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view never = "\"<>\\^`{|}";
    std::string text;
    for (const char c : url) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet > 0x20 && octet < 0x7f && never.find(c) == never.npos)
            text += c;
        else
            text.append(1, '%').append(1, digits[octet >> 4]).append(1, digits[octet & 15]);
    }
    return text;
}

} // namespace fingerpost

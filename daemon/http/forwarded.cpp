#include "http/forwarded.hpp"

#include "base/text.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace fingerpost::http {

namespace {

namespace ip = boost::asio::ip;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// What RFC 3986 §3.2.2 lets a registered name hold.
bool is_name_character(char c) {
    constexpr std::string_view others = "-._~%!$&'()*+;=";
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           others.find(c) != others.npos;
}

struct HostAndPort {
    std::string_view host;
    std::string_view port; ///< with its colon; "" when absent
    bool bracketed = false;
};

HostAndPort split(std::string_view text) {
    const auto end = text.find(']');
    if (end != text.npos && text.front() == '[')
        return {text.substr(1, end - 1), text.substr(end + 1), true};
    const auto colon = std::min(text.find(':'), text.size());
    return {text.substr(0, colon), text.substr(colon), false};
}

bool is_port(std::string_view port) {
    if (port.empty()) return true;
    return port.front() == ':' && std::all_of(port.begin() + 1, port.end(), is_digit);
}

std::optional<ip::address> parse_address(std::string_view text) {
    boost::system::error_code error;
    auto address = ip::make_address(std::string(text), error);
    if (error) return std::nullopt;
    return address;
}

} // namespace

std::optional<std::string> canonical_host(std::string_view text) {
    auto parts = split(text);
    if (!is_port(parts.port)) return std::nullopt;
    if (parts.bracketed) {
        const auto address = parse_address(parts.host);
        if (!address || !address->is_v6()) return std::nullopt;
        return ascii_lower(parts.host);
    }
    if (!std::all_of(parts.host.begin(), parts.host.end(), is_name_character)) return std::nullopt;
    if (!parts.host.empty() && parts.host.back() == '.') parts.host.remove_suffix(1);
    return ascii_lower(parts.host);
}

std::optional<Remote> parse_remote(std::string_view text) {
    auto address = parse_address(text);
    if (!address) {
        const auto parts = split(text);
        if (is_port(parts.port)) address = parse_address(parts.host);
    }
    if (!address) return std::nullopt;
    if (address->is_v6() && address->to_v6().is_v4_mapped())
        address = ip::make_address_v4(ip::v4_mapped, address->to_v6());
    return Remote{address->to_string(), address->is_loopback()};
}

std::optional<std::string_view> from_right(std::string_view list, int n) {
    for (; n > 1; --n) {
        const auto comma = list.rfind(',');
        if (comma == list.npos) return std::nullopt;
        list = list.substr(0, comma);
    }
    const auto comma = list.rfind(',');
    const auto value = trimmed(comma == list.npos ? list : list.substr(comma + 1));
    if (n < 1 || value.empty()) return std::nullopt;
    return value;
}

} // namespace fingerpost::http

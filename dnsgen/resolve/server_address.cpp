#include "resolve/server_address.hpp"

#include "base/text.hpp"

#include <boost/asio/ip/address.hpp>

namespace fingerpost::resolve {

std::optional<ServerAddress> parse_server(std::string_view text) {
    auto host = text;
    auto port = std::string_view("53");
    const bool bracketed = text.starts_with('[');
    const auto colon = text.rfind(':');
    const bool has_port = bracketed ? colon != text.npos && colon > 0 && text[colon - 1] == ']'
                                    : colon != text.npos && text.find(':') == colon;
    if (has_port) {
        host = text.substr(0, colon);
        port = text.substr(colon + 1);
    }
    if (bracketed) {
        if (!host.ends_with(']')) return std::nullopt;
        host = host.substr(1, host.size() - 2);
    }
    boost::system::error_code bad;
    const auto address = boost::asio::ip::make_address(std::string(host), bad);
    if (bad || !to_integer(port, 1, 65535)) return std::nullopt;
    return ServerAddress{std::string(text), address.to_string(), address.is_loopback()};
}

} // namespace fingerpost::resolve

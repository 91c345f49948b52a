#include "base/text.hpp"
#include "http/server.hpp"

#include <boost/asio/ip/address.hpp>

namespace fingerpost::http {

namespace {

Error unusable(std::string_view text, const char* why) {
    return {Errc::bad_request, "cannot listen on \"" + std::string(text) + "\": " + why};
}

bool is_host(const std::string& host) {
    boost::system::error_code error;
    boost::asio::ip::make_address(host, error);
    return !error || host == "localhost";
}

} // namespace

Result<Endpoint> Endpoint::parse(std::string_view text) {
    const auto colon = text.rfind(':');
    if (colon == text.npos) return unusable(text, "the port is missing");
    const auto port = to_integer(text.substr(colon + 1), 0, 65535);
    if (!port) return unusable(text, "the port is not a number up to 65535");
    auto host = text.substr(0, colon);
    const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
    if (bracketed) host = host.substr(1, host.size() - 2);
    if (bracketed != (host.find(':') != host.npos))
        return unusable(text, "brackets are for IPv6 addresses, and those need them");
    if (!is_host(std::string(host)))
        return unusable(text, "the host is neither a numeric address nor \"localhost\"");
    return Endpoint{std::string(host), static_cast<std::uint16_t>(*port)};
}

std::string Endpoint::str() const {
    const bool ipv6 = host.find(':') != host.npos;
    return (ipv6 ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

} // namespace fingerpost::http

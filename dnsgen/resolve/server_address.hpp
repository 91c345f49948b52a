/// @file
/// Where a DNS server listens, as people write it.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::resolve {

struct ServerAddress {
    std::string text; ///< "192.0.2.53", "192.0.2.53:5300", "2001:db8::53", "[2001:db8::53]:5300"
    std::string host; ///< "192.0.2.53", "2001:db8::53"
    bool loopback = false;
};

/// None when it is neither an IP address nor one with a port.
std::optional<ServerAddress> parse_server(std::string_view text);

} // namespace fingerpost::resolve

/// @file
/// Who is asking and for which host, as headers say it: Host and the X-Forwarded-* of trusted
/// proxies. Values in, values out.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::http {

/// A client as handlers see it.
struct Remote {
    std::string address;
    bool loopback = false;
};

/// Lower case, without port, final dot and brackets (RFC 9110 §7.2). "" stays ""; none when
/// `text` cannot be a host.
std::optional<std::string> canonical_host(std::string_view text);

/// A numeric address, with or without port and brackets; an IPv4-mapped one becomes IPv4.
std::optional<Remote> parse_remote(std::string_view text);

/// What the n-th proxy from the right wrote into a comma-separated list; none when it is shorter.
std::optional<std::string_view> from_right(std::string_view list, int n);

} // namespace fingerpost::http

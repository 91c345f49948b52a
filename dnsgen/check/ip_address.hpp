/// @file
/// Addresses as octets: reverse names, networks.
/// Spec: RFC 1035 §3.5, RFC 3596 §2.5.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::check {

/// 4 or 16 octets; an IPv4 address written in IPv6 is IPv4. None for anything else.
std::optional<std::string> address_octets(std::string_view text);

/// "1.2.0.192.in-addr.arpa"
std::string reverse_name(std::string_view octets);

/// Whether the first `bits` are alike; false where one is IPv4 and the other IPv6.
bool same_network(std::string_view a, std::string_view b, int bits);

} // namespace fingerpost::check

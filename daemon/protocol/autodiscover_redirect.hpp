/// @file
/// Where a domain's Autodiscover leads instead of telling servers: to a host with a certificate, to
/// another address, to another provider. Spec: [MS-OXDISCO] §3.1.5.4, [MS-OXDSCLI] §2.2.4.1.1.2.2.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

inline constexpr std::string_view pox_path = "/autodiscover/autodiscover.xml";
inline constexpr std::string_view soap_path = "/autodiscover/autodiscover.svc";

/// Whether the client came over plain HTTP. Behind a proxy that is not to be believed nobody knows,
/// and no redirect to TLS could be told from a loop.
bool came_without_tls(const Request& request);

/// 302 to the domain's `autodiscover_host`, for a client that came without TLS and to another host.
std::optional<Response> redirect_to_tls(const Question& question, const AccountSettings& settings);

/// The user's address in the domain that took this one's place (`moved_to`). None without an
/// address, and never the same address: clients would go round in circles.
std::optional<Address> moved_address(const AccountSettings& settings);

/// The domain's `redirect_url`, "" for none or when it is this very document. Of a URL that ends in
/// pox_path the SOAP service has the one beside it: `path` says which is asked for.
std::string
redirect_url(const Question& question, const AccountSettings& settings, std::string_view path);

} // namespace fingerpost::protocol

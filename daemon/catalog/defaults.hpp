/// @file
/// The words and ports of every service: one table for the database's spelling, the command line
/// and the standard ports (RFC 8314 §7, RFC 5804 §1.8).
#pragma once

#include "catalog/server.hpp"

#include <optional>
#include <span>
#include <string_view>

namespace fingerpost {

struct ServiceName {
    Service service;
    std::string_view name;    ///< as the database stores it: "pop"
    std::string_view synonym; ///< also understood: "pop3"
    std::uint16_t tls_port;   ///< 0: no port is registered for implicit TLS
    std::uint16_t starttls_port;
};
std::span<const ServiceName> service_names();

struct SecurityName {
    Security security;
    std::string_view name; ///< the spelling we write; any letter case is read
};
std::span<const SecurityName> security_names();

struct AuthenticationName {
    Authentication authentication;
    std::string_view name;
};
std::span<const AuthenticationName> authentication_names();

struct DavServiceName {
    DavService service;
    std::string_view name;
};
std::span<const DavServiceName> dav_service_names();

std::string_view name(Service service);
std::string_view name(Security security);
std::string_view name(Authentication authentication);
std::string_view name(DavService service);

std::optional<Service> parse_service(std::string_view word);
std::optional<Security> parse_security(std::string_view word);
std::optional<Authentication> parse_authentication(std::string_view word);
std::optional<DavService> parse_dav_service(std::string_view word);

/// The standard port, 0 where none is registered.
std::uint16_t default_port(Service service, Security security);

} // namespace fingerpost

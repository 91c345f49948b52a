#include "catalog/defaults.hpp"

#include "base/text.hpp"

#include <array>

namespace fingerpost {

namespace {

// clang-format off
constexpr std::array services{
    ServiceName{Service::imap,        "imap",  "imap4",       993, 143},
    ServiceName{Service::pop3,        "pop",   "pop3",        995, 110},
    ServiceName{Service::submission,  "smtp",  "submission",  465, 587},
    ServiceName{Service::managesieve, "sieve", "managesieve",   0, 4190},
};

// The first row of a value is the spelling we write.
constexpr std::array securities{
    SecurityName{Security::tls,      "SSL"},
    SecurityName{Security::starttls, "STARTTLS"},
    SecurityName{Security::none,     "plain"},
    SecurityName{Security::tls,      "TLS"},
    SecurityName{Security::none,     "None"},
};

constexpr std::array authentications{
    AuthenticationName{Authentication::password,           "plain"},
    AuthenticationName{Authentication::encrypted_password, "password-encrypted"},
    AuthenticationName{Authentication::ntlm,               "NTLM"},
    AuthenticationName{Authentication::gssapi,             "GSSAPI"},
    AuthenticationName{Authentication::oauth2,             "OAuth2"},
    AuthenticationName{Authentication::none,               "none"},
    AuthenticationName{Authentication::password,           "password-cleartext"},
    AuthenticationName{Authentication::encrypted_password, "secure"},
    AuthenticationName{Authentication::none,               "client-IP-address"},
};

constexpr std::array dav_services{
    DavServiceName{DavService::caldav,  "caldav"},
    DavServiceName{DavService::carddav, "carddav"},
    DavServiceName{DavService::jmap,    "jmap"},
};
// clang-format on

} // namespace

std::span<const ServiceName> service_names() {
    return services;
}
std::span<const SecurityName> security_names() {
    return securities;
}
std::span<const AuthenticationName> authentication_names() {
    return authentications;
}
std::span<const DavServiceName> dav_service_names() {
    return dav_services;
}

std::string_view name(Service service) {
    for (const auto& row : services)
        if (row.service == service) return row.name;
    return "";
}

std::string_view name(Security security) {
    for (const auto& row : securities)
        if (row.security == security) return row.name;
    return "";
}

std::string_view name(Authentication authentication) {
    for (const auto& row : authentications)
        if (row.authentication == authentication) return row.name;
    return "";
}

std::string_view name(DavService service) {
    for (const auto& row : dav_services)
        if (row.service == service) return row.name;
    return "";
}

std::optional<Service> parse_service(std::string_view word) {
    for (const auto& row : services)
        if (ascii_iequals(word, row.name) || ascii_iequals(word, row.synonym)) return row.service;
    return std::nullopt;
}

std::optional<Security> parse_security(std::string_view word) {
    for (const auto& row : securities)
        if (ascii_iequals(word, row.name)) return row.security;
    return std::nullopt;
}

std::optional<Authentication> parse_authentication(std::string_view word) {
    for (const auto& row : authentications)
        if (ascii_iequals(word, row.name)) return row.authentication;
    return std::nullopt;
}

std::optional<DavService> parse_dav_service(std::string_view word) {
    for (const auto& row : dav_services)
        if (ascii_iequals(word, row.name)) return row.service;
    return std::nullopt;
}

std::uint16_t default_port(Service service, Security security) {
    for (const auto& row : services)
        if (row.service == service)
            return security == Security::tls ? row.tls_port : row.starttls_port;
    return 0;
}

} // namespace fingerpost

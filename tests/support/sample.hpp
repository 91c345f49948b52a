/// @file
/// The offer every test speaks of.
#pragma once

#include "catalog/account_settings.hpp"

namespace fingerpost::test {

inline Server sample_server(
    Service service, Security security, std::uint16_t port, std::string host, std::int64_t id = 1
) {
    Server server;
    server.id = id;
    server.service = service;
    server.security = security;
    server.port = port;
    server.host = std::move(host);
    server.user_name = "%EMAILADDRESS%";
    return server;
}

inline DavServer sample_dav_server(DavService service, std::string path) {
    DavServer server;
    server.service = service;
    server.port = 443;
    server.host = "dav.example.net";
    server.path = std::move(path);
    server.user_name = "%EMAILADDRESS%";
    return server;
}

/// IMAP and submission with implicit TLS at example.net.
inline Offer mail_offer() {
    Offer offer;
    offer.provider_id = 1;
    offer.provider_name = "Example & Sons";
    offer.provider_short_name = "Example";
    offer.servers = {
        sample_server(Service::imap, Security::tls, 993, "imap.example.net", 1),
        sample_server(Service::submission, Security::tls, 465, "smtp.example.net", 2)};
    return offer;
}

/// The same with POP3, STARTTLS submission, calendars and contacts.
inline Offer full_offer() {
    auto offer = mail_offer();
    offer.servers.push_back(sample_server(Service::pop3, Security::tls, 995, "pop.example.net", 3));
    offer.servers.push_back(
        sample_server(Service::submission, Security::starttls, 587, "smtp.example.net", 4)
    );
    offer.dav_servers = {
        sample_dav_server(DavService::caldav, "/dav/"),
        sample_dav_server(DavService::carddav, "/dav/")};
    return offer;
}

} // namespace fingerpost::test

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

/// The same with filters, JMAP and every attribute that a document of a domain tells.
inline Offer rich_offer() {
    auto offer = full_offer();
    offer.servers.push_back(
        sample_server(Service::managesieve, Security::starttls, 4190, "imap.example.net", 5)
    );
    offer.dav_servers.push_back(sample_dav_server(DavService::jmap, "/.well-known/jmap"));
    const auto set = [&offer](AttributeId id, const char* value, const char* language = "") {
        offer.attributes.set({id, language, value});
    };
    set(AttributeId::logo, "https://www.example.net/logo.svg");
    set(AttributeId::documentation, "https://www.example.net/help");
    set(AttributeId::documentation, "https://www.example.net/hilfe", "de");
    set(AttributeId::documentation_title, "Set up your mail program", "en");
    set(AttributeId::documentation_title, "Mailprogramm einrichten", "de");
    set(AttributeId::enable, "https://www.example.net/settings");
    set(AttributeId::enable_instruction, "Switch IMAP on", "en");
    set(AttributeId::enable_instruction, "IMAP einschalten", "de");
    set(AttributeId::webmail, "https://webmail.example.net/");
    set(AttributeId::contact, "mailto:postmaster@example.net");
    set(AttributeId::developer, "https://developer.example.net/");
    set(AttributeId::file_share, "https://files.example.net/remote.php/webdav/");
    set(AttributeId::oauth_issuer, "https://auth.example.net/");
    set(AttributeId::oauth_authorization, "https://auth.example.net/authorize");
    set(AttributeId::oauth_token, "https://auth.example.net/token");
    set(AttributeId::oauth_scope, "imap smtp");
    set(AttributeId::oauth_client_id, "mail-program");
    set(AttributeId::mx, "mx1.example.net, mx2.example.net");
    set(AttributeId::mta_sts, "enforce");
    set(AttributeId::mta_sts_max_age, "86400");
    return offer;
}

} // namespace fingerpost::test

#include "pages/manual_settings.hpp"

#include "pages/html.hpp"

#include <algorithm>

namespace fingerpost::pages {

namespace {

Text title_of(Service service) {
    switch (service) {
    case Service::imap: return Text::imap_title;
    case Service::pop3: return Text::pop3_title;
    case Service::submission: return Text::smtp_title;
    case Service::managesieve: return Text::sieve_title;
    }
    return Text::server;
}

std::string security_of(const Server& server, Language language) {
    switch (server.security) {
    case Security::tls: return "SSL/TLS";
    case Security::starttls: return "STARTTLS";
    case Security::none: return std::string(say(Text::no_encryption, language));
    }
    return "";
}

std::string authentication_of(const Server& server, Language language) {
    switch (server.authentication) {
    case Authentication::password: return std::string(say(Text::password, language));
    case Authentication::encrypted_password:
        return std::string(say(Text::encrypted_password, language));
    case Authentication::ntlm: return "NTLM";
    case Authentication::gssapi: return "Kerberos (GSSAPI)";
    case Authentication::oauth2: return "OAuth2";
    case Authentication::none: return std::string(say(Text::no_login, language));
    }
    return "";
}

std::string
user_of(const AccountSettings& settings, const std::string& user_name, Language language) {
    if (!settings.address) return std::string(say(Text::your_address, language));
    return settings.login_at(user_name.empty() ? "%EMAILADDRESS%" : user_name);
}

ManualSettings of_server(const AccountSettings& settings, const Server& server, Language language) {
    return {
        title_of(server.service),
        {{Text::server, settings.host(server)},
         {Text::port, std::to_string(server.port)},
         {Text::security, security_of(server, language)},
         {Text::user_name, user_of(settings, server.user_name, language)},
         {Text::authentication, authentication_of(server, language)}}};
}

ManualSettings
of_url(Text title, const AccountSettings& settings, const std::string& url, std::string user) {
    return {
        title,
        {{Text::address_of_server, settings.expanded(url)}, {Text::user_name, std::move(user)}}};
}

} // namespace

std::vector<ManualSettings> manual_settings(const AccountSettings& settings, Language language) {
    std::vector<ManualSettings> all;
    for (const auto* server : told_servers(settings.offer))
        all.push_back(of_server(settings, *server, language));
    for (const auto& server : settings.offer.dav_servers) {
        if (server.service == DavService::jmap) continue; // no program asks a person for it
        const bool calendar = server.service == DavService::caldav;
        all.push_back(of_url(
            calendar ? Text::calendar_title : Text::contacts_title,
            settings,
            server.url(),
            user_of(settings, server.user_name, language)
        ));
    }
    const auto& files = settings.offer.attributes.get(AttributeId::file_share);
    if (!files.empty())
        all.push_back(of_url(Text::files_title, settings, files, user_of(settings, "", language)));
    for (const auto& server : settings.offer.servers)
        if (server.service == Service::managesieve)
            all.push_back(of_server(settings, server, language));
    return all;
}

std::string manual_text(const AccountSettings& settings, Language language) {
    const auto who = settings.address ? settings.address->str() : settings.domain;
    auto text = say(Text::settings_for, language, who) + '\n';
    for (const auto& service : manual_settings(settings, language)) {
        text.append("\n").append(say(service.title, language)).append("\n");
        for (const auto& [label, value] : service.lines)
            text.append("  ").append(say(label, language)).append(": ").append(value).append("\n");
    }
    return text;
}

std::string manual_document(const AccountSettings& settings, Language language) {
    const auto who = settings.address ? settings.address->str() : settings.domain;
    const auto title = text(say(Text::settings_for, language, who));
    Html tables;
    for (const auto& service : manual_settings(settings, language)) {
        Html rows = element("caption", {}, text(say(service.title, language)));
        for (const auto& [label, value] : service.lines)
            rows.add(element(
                "tr",
                {},
                all(
                    {element("th", {{"scope", "row"}}, text(say(label, language))),
                     element("td", {}, text(value))}
                )
            ));
        tables.add(element("table", {}, rows));
    }
    const auto head = all({element("meta", {{"charset", "utf-8"}}), element("title", {}, title)});
    const auto body = all({element("h1", {}, title), tables});
    const auto root = element(
        "html",
        {{"lang", tag(language)}},
        all({element("head", {}, head), element("body", {}, body)})
    );
    return "<!DOCTYPE html>\n" + root.str() + '\n';
}

} // namespace fingerpost::pages

#include "protocol/soap_settings.hpp"

#include "protocol/autodiscover_schema.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::protocol {

namespace {

std::string user_address(const AccountSettings& settings) {
    return settings.address->str();
}

std::string ews_url(const AccountSettings& settings) {
    return settings.attribute(AttributeId::ews);
}

std::string own_version(const AccountSettings&) {
    using Own = ExchangeVersion;
    std::string text(Own::major);
    for (const auto part : {Own::minor, Own::build, Own::revision})
        text.append(".").append(part);
    return text;
}

/// Up to our own version: what the service itself can do is not known here.
std::string ews_schemas(const AccountSettings& settings) {
    if (!settings.offer.attributes.has(AttributeId::ews)) return {};
    return "Exchange2007, Exchange2007_SP1, Exchange2010, Exchange2010_SP1, Exchange2010_SP2, "
           "Exchange2013";
}

/// As clients read it: "SSL" is implicit TLS and "TLS" is STARTTLS.
std::string_view encryption_method(Security security) {
    switch (security) {
    case Security::tls: return "SSL";
    case Security::starttls: return "TLS";
    case Security::none: return "None";
    }
    return "";
}

struct Setting {
    std::string_view name;
    std::string (*text)(const AccountSettings&); ///< "": not available; null for connections
    Service service = Service::imap;             ///< of the connections
};

constexpr std::array user_table{
    Setting{"UserDisplayName", user_title},
    Setting{"AutoDiscoverSMTPAddress", user_address},
    Setting{"CasVersion", own_version},
    Setting{"EwsSupportedSchemas", ews_schemas},
    Setting{"InternalEwsUrl", ews_url},
    Setting{"ExternalEwsUrl", ews_url},
    Setting{"InternalImap4Connections", nullptr, Service::imap},
    Setting{"ExternalImap4Connections", nullptr, Service::imap},
    Setting{"InternalPop3Connections", nullptr, Service::pop3},
    Setting{"ExternalPop3Connections", nullptr, Service::pop3},
    Setting{"InternalSmtpConnections", nullptr, Service::submission},
    Setting{"ExternalSmtpConnections", nullptr, Service::submission}};

constexpr std::array domain_table{Setting{"ExternalEwsUrl", ews_url}};

/// The names of one kind of settings.
struct Words {
    std::string_view errors, error, settings, setting, text_type;
};
constexpr Words user_words{
    "UserSettingErrors", "UserSettingError", "UserSettings", "UserSetting", "StringSetting"};
constexpr Words domain_words{
    "DomainSettingErrors",
    "DomainSettingError",
    "DomainSettings",
    "DomainSetting",
    "DomainStringSetting"};

XmlNode
add_setting(const XmlNode& list, const Words& words, std::string_view type, std::string_view name) {
    const auto node = list.add(words.setting);
    node.attribute("i:type", type);
    node.add("Name", name);
    return node;
}

bool add_text(
    const XmlNode& list, const Words& words, const Setting& setting, const AccountSettings& settings
) {
    const auto text = setting.text(settings);
    if (text.empty()) return false;
    add_setting(list, words, words.text_type, setting.name).add("Value", text);
    return true;
}

bool add_connections(
    const XmlNode& list, const Words& words, const Setting& setting, const AccountSettings& settings
) {
    auto servers = told_servers(settings.offer);
    std::erase_if(servers, [&](const Server* server) {
        return server->service != setting.service;
    });
    if (servers.empty()) return false;
    const auto node = add_setting(list, words, "ProtocolConnectionCollectionSetting", setting.name);
    const auto connections = node.add("ProtocolConnections");
    for (const auto* server : servers) {
        const auto connection = connections.add("ProtocolConnection");
        connection.add("Hostname", settings.host(*server));
        connection.add("Port", std::to_string(server->port));
        connection.add("EncryptionMethod", encryption_method(server->security));
    }
    return true;
}

/// Exchange knows many more names and gets new ones, so a name we do not know is one that we do not
/// offer; what is no name at all is invalid.
void add_error(const XmlNode& list, const Words& words, const std::string& name) {
    const bool is_name = !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
    const auto node = list.add(words.error);
    node.add("ErrorCode", is_name ? "SettingIsNotAvailable" : "InvalidSetting");
    node.add("ErrorMessage", is_name ? "The setting is not available." : "The setting is invalid.");
    node.add("SettingName", name);
}

void add_settings(
    const XmlNode& response,
    const AccountSettings& settings,
    std::span<const std::string> wanted,
    std::span<const Setting> table,
    const Words& words
) {
    const auto errors = response.add(words.errors);
    const auto told = response.add(words.settings);
    for (const auto& name : wanted) {
        const auto setting = std::ranges::find(table, name, &Setting::name);
        const auto add = setting != table.end() && setting->text ? add_text : add_connections;
        if (setting == table.end() || !add(told, words, *setting, settings))
            add_error(errors, words, name);
    }
}

} // namespace

void add_user_settings(
    const XmlNode& response, const AccountSettings& settings, std::span<const std::string> wanted
) {
    add_settings(response, settings, wanted, user_table, user_words);
}

void add_domain_settings(
    const XmlNode& response, const AccountSettings& settings, std::span<const std::string> wanted
) {
    const AccountSettings of_domain{settings.offer, settings.domain, std::nullopt};
    add_settings(response, of_domain, wanted, domain_table, domain_words);
}

} // namespace fingerpost::protocol

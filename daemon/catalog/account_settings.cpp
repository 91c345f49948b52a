#include "catalog/account_settings.hpp"

#include "base/text.hpp"
#include "catalog/placeholder.hpp"
#include "catalog/url.hpp"

#include <algorithm>

namespace fingerpost {

namespace {

bool has_universal(const Offer& offer, Service service) {
    return std::any_of(offer.servers.begin(), offer.servers.end(), [&](const Server& server) {
        return server.service == service && is_universal(server);
    });
}

bool is_told(const std::vector<const Server*>& told, const Server& server) {
    return std::any_of(told.begin(), told.end(), [&](const Server* other) {
        return other->service == server.service && other->security == server.security;
    });
}

} // namespace

std::string AccountSettings::attribute(AttributeId id) const {
    return expanded(offer.attributes.get(id));
}

const std::string& AccountSettings::provider_name() const {
    const auto& shown =
        has_name_in_languages(offer)
            ? offer.attributes.get(AttributeId::display_name, accepted_languages(accept_language))
            : offer.attributes.get(AttributeId::display_name);
    if (!shown.empty()) return shown;
    return offer.provider_name.empty() ? domain : offer.provider_name;
}

const std::string& AccountSettings::provider_short_name() const {
    return offer.provider_short_name.empty() ? provider_name() : offer.provider_short_name;
}

std::string AccountSettings::host(const Server& server) const {
    return expand_domain(server.host, domain);
}

std::string AccountSettings::common_url(const DavServer& server) const {
    auto common = server;
    common.host = expand_domain(server.host, domain);
    common.path = expand_domain(server.path, domain);
    if (const auto gap = first_placeholder(common.path); gap != std::string::npos)
        common.path.resize(common.path.rfind('/', gap) + 1);
    return ascii_url(common.url());
}

std::string AccountSettings::login_at(std::string_view user_name) const {
    if (!login.empty()) return login;
    const bool told = !user_name.empty() || !offer.directory;
    return expanded(told ? user_name : "%EMAILADDRESS%");
}

std::string AccountSettings::expanded(std::string_view text) const {
    return address ? expand(text, *address) : expand_domain(text, domain);
}

bool is_universal(const Server& server) {
    return server.security != Security::none &&
           (server.authentication == Authentication::password ||
            server.authentication == Authentication::encrypted_password ||
            server.authentication == Authentication::oauth2);
}

std::vector<const Server*> told_servers(const Offer& offer) {
    std::vector<const Server*> told;
    told.reserve(offer.servers.size());
    for (const auto service : {Service::imap, Service::pop3, Service::submission}) {
        const bool universal_only = has_universal(offer, service);
        for (const auto& server : offer.servers) {
            if (server.service != service || is_told(told, server)) continue;
            if (universal_only && !is_universal(server)) continue;
            told.push_back(&server);
        }
    }
    return told;
}

bool has_name_in_languages(const Offer& offer) {
    return offer.attributes.all(AttributeId::display_name).size() > 1;
}

bool offers_mail(const Offer& offer) {
    return std::any_of(offer.servers.begin(), offer.servers.end(), [](const Server& server) {
        return server.service != Service::managesieve;
    });
}

} // namespace fingerpost

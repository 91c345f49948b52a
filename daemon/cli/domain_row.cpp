#include "cli/domain_row.hpp"

#include "catalog/domain.hpp"
#include "cli/any_server.hpp"
#include "cli/text_table.hpp"

#include <boost/json/array.hpp>

namespace fingerpost::cli {

const std::string& ProviderNames::operator()(std::int64_t id) {
    const auto [place, fresh] = names_.try_emplace(id);
    if (!fresh) return place->second;
    const auto provider = providers_.get(std::to_string(id));
    if (provider && provider->id == id) place->second = provider->name;
    return place->second;
}

std::string provider_title(const storage::Domain& domain, ProviderNames& providers) {
    const auto& name = providers(domain.provider_id);
    if (!name.empty()) return name;
    return "provider " + std::to_string(domain.provider_id) + ", which is missing";
}

boost::json::object to_json(const storage::Domain& domain, ProviderNames& providers) {
    const auto& provider = providers(domain.provider_id);
    boost::json::array servers;
    for (const auto& id : servers_of(domain))
        servers.emplace_back(id.str());
    boost::json::object object{
        {"id", domain.id},
        {"name", domain.name},
        {"provider_id", domain.provider_id},
        {"provider", nullptr},
        {"ldapserver_id", nullptr},
        {"servers", std::move(servers)}};
    if (!provider.empty()) object["provider"] = provider;
    if (domain.ldapserver_id) object["ldapserver_id"] = *domain.ldapserver_id;
    return object;
}

std::string shown_name(const std::string& name) {
    const bool pattern = name.starts_with("*.");
    const auto readable = (pattern ? "*." : "") + unicode_domain(pattern ? name.substr(2) : name);
    return printable(readable == name ? name : name + " (" + readable + ')');
}

} // namespace fingerpost::cli

#include "catalog/domain.hpp"
#include "cli/database.hpp"
#include "cli/domain_choice.hpp"
#include "cli/verbs.hpp"
#include "publish/bind_setup.hpp"
#include "publish/tcp_name_server.hpp"
#include "zone/presentation.hpp"
#include "zone/served_records.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <ostream>

namespace fingerpost::cli {

namespace {

/// The zone a domain's records go into: the longest of --zone that it lies in, or one of its own.
std::string zone_for(const std::string& domain, const std::vector<std::string>& zones) {
    const std::string* longest = nullptr;
    for (const auto& zone : zones)
        if (zone::is_within(domain, zone) && (!longest || zone.size() > longest->size()))
            longest = &zone;
    return longest ? *longest : domain;
}

Result<std::vector<std::string>> zones_named(const Arguments& arguments) {
    std::vector<std::string> zones;
    for (const auto& word : arguments.all("zone")) {
        auto zone = parse_domain(word);
        if (!zone) return zone.error();
        zones.push_back(std::move(*zone));
    }
    return zones;
}

Result<publish::BindSetup> setup_of(const Arguments& arguments) {
    publish::BindSetup setup;
    if (arguments.has("key-name")) {
        const auto key = parse_domain(arguments.get("key-name"));
        if (!key) return key.error();
        setup.key_name = *key;
    }
    for (const auto& word : arguments.all("secondary")) {
        const auto server = publish::parse_name_server(word);
        if (!server) return server.error();
        setup.secondaries.push_back(server->address);
    }
    return setup;
}

Result<std::string> answer(const Arguments& arguments, const app::Settings& settings) {
    auto setup = setup_of(arguments);
    if (!setup) return setup.error();
    const auto zones = zones_named(arguments);
    if (!zones) return zones.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    const auto domains = chosen_domains(arguments, *catalog);
    if (!domains) return domains.error();
    zone::ServedRecords served(*catalog, app::host_settings(settings));
    std::map<std::string, zone::Records> records;
    for (const auto& domain : *domains) {
        const auto found = served.of(domain);
        if (!found) return found.error();
        auto& all = records[zone_for(domain, *zones)];
        all.insert(all.end(), found->begin(), found->end());
    }
    for (auto& [name, found] : records)
        if (!found.empty()) setup->zones.push_back({name, std::move(found)});
    return publish::bind_setup(*setup);
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto text = answer(arguments, configuration.settings);
    if (!text) return failed(io, text.error());
    io.out << *text;
    return exit_ok;
}

constexpr std::array options{
    Option{"all", "", "every domain of the catalog"},
    Option{"zone", "ZONE", "a zone that holds several of the domains", false, true},
    Option{"key-name", "NAME", "the TSIG key's name; fingerpost by default"},
    Option{"secondary", "ADDRESS", "a name server that transfers the zones", false, true},
};
constexpr std::array positionals{Positional{"DOMAIN", "domains that are served", false, true}};

} // namespace

constinit const Verb dns_setup_group{
    .path = "dns setup", .summary = "What a name server needs so that its records can be pushed"};

constinit const Verb dns_setup_bind{
    .path = "dns setup bind",
    .summary = "Print the key and the update-policy that let this host change our records in BIND",
    .options = options,
    .positionals = positionals,
    .examples = "fingerpost dns setup bind example.com --secondary 192.0.2.53\n"
                "fingerpost dns setup bind --all --zone example.com",
    .run = run};

} // namespace fingerpost::cli

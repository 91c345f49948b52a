#include "catalog/domain.hpp"
#include "cli/answer.hpp"
#include "cli/any_server.hpp"
#include "cli/domain_row.hpp"
#include "cli/verbs.hpp"
#include "storage/ldap_server_repository.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace fingerpost::cli {

namespace {

using storage::Connection;
using storage::Domain;
using storage::DomainRepository;

Result<void>
attach(Connection& connection, const std::string& name, const std::vector<ServerId>& servers) {
    for (const auto& id : servers) {
        const auto server = get_server(connection, id);
        if (!server) return server.error();
        const auto attached = DomainRepository(connection).attach(name, id.table, id.id);
        if (!attached) return attached;
    }
    return {};
}

/// What new domains are given.
struct Pattern {
    std::int64_t provider_id = 0;
    std::optional<std::int64_t> ldapserver_id;
    std::vector<ServerId> servers;
};

/// What the other one has, without what it only refers to: such links are left behind by automx2.
Pattern like_domain(Connection& connection, const Domain& other) {
    Pattern pattern{other.provider_id, other.ldapserver_id, servers_of(other)};
    std::erase_if(pattern.servers, [&](const ServerId& id) { return !get_server(connection, id); });
    storage::LdapServerRepository directories(connection);
    if (other.ldapserver_id && !directories.get(*other.ldapserver_id))
        pattern.ldapserver_id.reset();
    return pattern;
}

Result<Pattern> pattern_of(Connection& connection, const Arguments& arguments) {
    Pattern pattern;
    if (!arguments.has("provider") && !arguments.has("like"))
        return Error{Errc::bad_request, "say whose: --provider PROVIDER or --like DOMAIN"};
    if (arguments.has("like")) {
        const auto like = DomainRepository(connection).get(arguments.get("like"));
        if (!like) return like.error();
        pattern = like_domain(connection, *like);
    }
    if (arguments.has("provider")) {
        const auto provider =
            storage::ProviderRepository(connection).get(arguments.get("provider"));
        if (!provider) return provider.error();
        pattern.provider_id = provider->id;
    }
    const auto servers = parse_server_ids(arguments.all("server"));
    if (!servers) return servers.error();
    pattern.servers.insert(pattern.servers.end(), servers->begin(), servers->end());
    return pattern;
}

Result<Domain> add_one(Connection& connection, const std::string& name, const Pattern& pattern) {
    DomainRepository domains(connection);
    auto domain = domains.add(name, pattern.provider_id);
    if (!domain) return domain;
    if (pattern.ldapserver_id) {
        domain->ldapserver_id = pattern.ldapserver_id;
        const auto set = domains.set(*domain);
        if (!set) return set.error();
    }
    const auto attached = attach(connection, domain->name, pattern.servers);
    if (!attached) return attached.error();
    return domains.get(domain->name);
}

std::string line(std::string_view done, const Domain& domain) {
    auto text = std::string(done) + " domain " + shown_name(domain.name) + ", id " +
                std::to_string(domain.id);
    const auto servers = servers_of(domain);
    return text + (servers.empty() ? "; it offers no server yet" : ", servers " + joined(servers)) +
           '\n';
}

Result<Answer> add(Connection& connection, const Arguments& arguments) {
    const auto pattern = pattern_of(connection, arguments);
    if (!pattern) return pattern.error();
    ProviderNames providers(connection);
    boost::json::array all;
    std::string text;
    for (const auto& name : arguments.all("DOMAIN")) {
        const auto added = add_one(connection, name, *pattern);
        if (!added) return added.error();
        all.push_back(to_json(*added, providers));
        text += line("added", *added);
    }
    return Answer{std::move(all), std::move(text)};
}

Result<void> take_directory(Connection& connection, const std::string& word, Domain& domain) {
    domain.ldapserver_id.reset();
    if (word == "none") return {};
    const auto id = ServerId::parse(word);
    if (!id || id->table != storage::Link::server)
        return Error{Errc::bad_request, "--ldapserver \"" + word + "\" is neither an id nor none"};
    const auto server = storage::LdapServerRepository(connection).get(id->id);
    if (!server) return server.error();
    domain.ldapserver_id = id->id;
    return {};
}

Result<void> set_row(Connection& connection, const Arguments& arguments, Domain& domain) {
    if (arguments.has("provider")) {
        const auto provider =
            storage::ProviderRepository(connection).get(arguments.get("provider"));
        if (!provider) return provider.error();
        domain.provider_id = provider->id;
    }
    if (arguments.has("ldapserver")) {
        const auto taken = take_directory(connection, arguments.get("ldapserver"), domain);
        if (!taken) return taken;
    }
    if (!arguments.has("provider") && !arguments.has("ldapserver")) return {};
    return DomainRepository(connection).set(domain);
}

/// A server that is gone can be detached too: that is how a dangling row is mended.
Result<void> set_links(Connection& connection, const Arguments& arguments, const Domain& domain) {
    const auto removed = parse_server_ids(arguments.all("remove-server"));
    if (!removed) return removed.error();
    const auto offered = servers_of(domain);
    for (const auto& id : *removed) {
        if (std::find(offered.begin(), offered.end(), id) == offered.end())
            return Error{
                Errc::not_found,
                domain.name + " does not offer server " + id.str() + "; it offers " +
                    (offered.empty() ? "none" : joined(offered))};
        const auto done = DomainRepository(connection).detach(domain.name, id.table, id.id);
        if (!done) return done;
    }
    const auto added = parse_server_ids(arguments.all("add-server"));
    if (!added) return added.error();
    return attach(connection, domain.name, *added);
}

constexpr std::array set_options{
    Option{"provider", "PROVIDER", "whose it is; the id or name"},
    Option{"add-server", "ID", "offer this server too; may be repeated", false, true},
    Option{"remove-server", "ID", "no longer offer it; may be repeated", false, true},
    Option{"ldapserver", "ID", "the directory that knows its users, or none"},
    json_option,
};

Result<Answer> set(Connection& connection, const Arguments& arguments) {
    const auto change = something_to_change(arguments, set_options);
    if (!change) return change.error();
    DomainRepository domains(connection);
    auto domain = domains.get(arguments.get("DOMAIN"));
    if (!domain) return domain.error();
    const auto row = set_row(connection, arguments, *domain);
    if (!row) return row.error();
    const auto links = set_links(connection, arguments, *domain);
    if (!links) return links.error();
    const auto changed = domains.get(domain->name);
    if (!changed) return changed.error();
    ProviderNames providers(connection);
    return Answer{to_json(*changed, providers), line("changed", *changed)};
}

constexpr std::array add_options{
    Option{"provider", "PROVIDER", "whose they are; the id or name"},
    Option{"server", "ID", "a server they offer: 7, or dav:7; may be repeated", false, true},
    Option{"like", "DOMAIN", "give them this one's servers, directory and, else, provider"},
    json_option,
};
constexpr std::array added_domains{Positional{
    "DOMAIN", "example.com, '*.example.com' or '*'; all are added, or none", true, true}};
constexpr std::array one_domain{Positional{"DOMAIN", "as the list shows it"}};

} // namespace

constinit const Verb domain_add{
    .path = "domain add",
    .summary = "Add domains and print their ids",
    .options = add_options,
    .positionals = added_domains,
    .details = "\"*.example.com\" answers for all domains below example.com that have no row of\n"
               "their own, \"*\" for any domain at all. Names in other scripts may be typed so.",
    .examples = "fingerpost domain add example.com example.net --provider 1 --server 1 --server 2\n"
                "fingerpost domain add example.org --like example.com\n"
                "fingerpost domain add '*.example.com' --provider 1 --server 1 --server dav:1",
    .run = changing<add>};

constinit const Verb domain_set{
    .path = "domain set",
    .summary = "Change what a domain offers and whose it is",
    .options = set_options,
    .positionals = one_domain,
    .examples = "fingerpost domain set example.com --add-server dav:2 --remove-server dav:1\n"
                "fingerpost domain set example.com --provider 'Example Mail' --ldapserver none",
    .run = changing<set>};

} // namespace fingerpost::cli

#include "cli/answer.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "storage/domain_repository.hpp"
#include "storage/provider_repository.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>

namespace fingerpost::cli {

namespace {

using storage::Connection;
using storage::DomainRepository;
using storage::Provider;
using storage::ProviderRepository;

boost::json::object to_json(const Provider& provider) {
    return {{"id", provider.id}, {"name", provider.name}, {"short_name", provider.short_name}};
}

std::string title(const Provider& provider) {
    return "provider " + std::to_string(provider.id) + " \"" + printable(provider.name) + '"';
}

Result<Answer> list(Connection& connection, const Arguments&) {
    boost::json::array all;
    TextTable table({"ID", "NAME", "SHORT NAME"});
    for (const auto& provider : ProviderRepository(connection).list()) {
        all.push_back(to_json(provider));
        table.add({std::to_string(provider.id), provider.name, provider.short_name});
    }
    auto text =
        all.empty() ? "no providers; add one with: fingerpost provider add NAME\n" : table.str();
    return Answer{std::move(all), std::move(text)};
}

Result<Answer> show(Connection& connection, const Arguments& arguments) {
    const auto provider = ProviderRepository(connection).get(arguments.get("PROVIDER"));
    if (!provider) return provider.error();
    const auto domains = DomainRepository(connection).count_of_provider(provider->id);
    auto object = to_json(*provider);
    object["domains"] = domains;
    TextTable table;
    table.add({"id", std::to_string(provider->id)});
    table.add({"name", provider->name});
    table.add({"short name", provider->short_name});
    table.add({"domains", std::to_string(domains)});
    return Answer{std::move(object), table.str()};
}

Result<Answer> add(Connection& connection, const Arguments& arguments) {
    const auto added =
        ProviderRepository(connection).add(arguments.get("NAME"), arguments.get("short-name"));
    if (!added) return added.error();
    return Answer{to_json(*added), "added " + title(*added) + '\n'};
}

constexpr std::array set_options{
    Option{"name", "NAME", "what clients show"},
    Option{"short-name", "NAME", "where there is little room"},
    json_option,
};

Result<Answer> set(Connection& connection, const Arguments& arguments) {
    const auto change = something_to_change(arguments, set_options);
    if (!change) return change.error();
    ProviderRepository providers(connection);
    auto provider = providers.get(arguments.get("PROVIDER"));
    if (!provider) return provider.error();
    if (arguments.has("name")) provider->name = arguments.get("name");
    if (arguments.has("short-name")) provider->short_name = arguments.get("short-name");
    const auto done = providers.set(*provider);
    if (!done) return done.error();
    const auto changed = providers.get(std::to_string(provider->id));
    if (!changed) return changed.error();
    return Answer{to_json(*changed), "changed " + title(*changed) + '\n'};
}

Result<Answer> remove(Connection& connection, const Arguments& arguments) {
    ProviderRepository providers(connection);
    const auto provider = providers.get(arguments.get("PROVIDER"));
    if (!provider) return provider.error();
    const auto domains = DomainRepository(connection).count_of_provider(provider->id);
    const auto removal =
        arguments.has("cascade") ? storage::Removal::cascade : storage::Removal::only_unused;
    const auto done = providers.remove(provider->id, removal);
    if (!done) return with_cascade_hint(done.error(), "removes its domains too");
    auto object = to_json(*provider);
    object["removed_domains"] = domains;
    auto text = "removed " + title(*provider);
    if (domains > 0) text += " and its domains: " + std::to_string(domains);
    return Answer{std::move(object), text + '\n'};
}

constexpr std::array list_options{json_option};
constexpr std::array add_options{
    Option{"short-name", "NAME", "where there is little room; else the first word of NAME"},
    json_option,
};
constexpr std::array remove_options{
    Option{"cascade", "", "with its domains; servers stay, also those no domain offers any more"},
    json_option,
};
constexpr std::array one_provider{Positional{"PROVIDER", "its id, or else its exact name"}};
constexpr std::array new_name{Positional{"NAME", "what clients show"}};

} // namespace

constinit const Verb provider_group{
    .path = "provider",
    .summary = "Who offers mail to the domains",
    .details = "A provider gives its domains the name that clients show. A domain belongs to one\n"
               "provider; its servers are its own: fingerpost server, fingerpost domain."};

constinit const Verb provider_list{
    .path = "provider list",
    .summary = "List the providers",
    .options = list_options,
    .examples = "fingerpost provider list\n"
                "fingerpost provider list --json",
    .run = reading<list>};

constinit const Verb provider_show{
    .path = "provider show",
    .summary = "Show a provider and how many domains it has",
    .options = list_options,
    .positionals = one_provider,
    .examples = "fingerpost provider show 1\n"
                "fingerpost provider show 'Example Hosting'",
    .run = reading<show>};

constinit const Verb provider_add{
    .path = "provider add",
    .summary = "Add a provider and print its id",
    .options = add_options,
    .positionals = new_name,
    .examples = "fingerpost provider add 'Example Hosting'\n"
                "fingerpost provider add 'Example Hosting' --short-name Example --json",
    .run = changing<add>};

constinit const Verb provider_set{
    .path = "provider set",
    .summary = "Change a provider's names",
    .options = set_options,
    .positionals = one_provider,
    .examples = "fingerpost provider set 1 --name 'Example Mail'",
    .run = changing<set>};

constinit const Verb provider_remove{
    .path = "provider remove",
    .summary = "Remove a provider without domains, or with all of them",
    .options = remove_options,
    .positionals = one_provider,
    .examples = "fingerpost provider remove 1\n"
                "fingerpost provider remove 'Example Hosting' --cascade",
    .run = changing<remove>};

} // namespace fingerpost::cli

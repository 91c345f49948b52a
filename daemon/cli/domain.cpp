#include "cli/answer.hpp"
#include "cli/any_server.hpp"
#include "cli/domain_row.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <limits>

namespace fingerpost::cli {

namespace {

using storage::Connection;
using storage::Domain;
using storage::DomainPage;
using storage::DomainQuery;
using storage::DomainRepository;

constexpr std::int64_t page_size = 100;
constexpr std::int64_t largest_page = 10000;

Result<DomainQuery> query_of(Connection& connection, const Arguments& arguments) {
    DomainQuery query;
    query.containing = arguments.get("containing");
    if (arguments.has("provider")) {
        const auto provider =
            storage::ProviderRepository(connection).get(arguments.get("provider"));
        if (!provider) return provider.error();
        query.provider_id = provider->id;
    }
    const auto limit = number_of(arguments, "limit", page_size, 1, largest_page);
    if (!limit) return limit.error();
    const auto last = std::numeric_limits<std::int64_t>::max();
    const auto offset = number_of(arguments, "offset", 0, 0, last);
    if (!offset) return offset.error();
    query.limit = *limit;
    query.offset = *offset;
    return query;
}

bool is_truncated(const DomainPage& page, const DomainQuery& query) {
    return query.offset < page.total &&
           page.total - query.offset > static_cast<std::int64_t>(page.domains.size());
}

std::string summary(const DomainPage& page, const DomainQuery& query) {
    const auto shown = static_cast<std::int64_t>(page.domains.size());
    const auto total = std::to_string(page.total);
    if (shown == page.total) return "domains: " + total + '\n';
    if (shown == 0) return "no domains here; there are " + total + '\n';
    const auto next = query.offset + shown;
    auto text = "domains " + std::to_string(query.offset + 1) + " to " + std::to_string(next) +
                " of " + total;
    if (is_truncated(page, query)) text += "; more with --offset " + std::to_string(next);
    return text + '\n';
}

Result<Answer> list(Connection& connection, const Arguments& arguments) {
    const auto query = query_of(connection, arguments);
    if (!query) return query.error();
    const auto page = DomainRepository(connection).list(*query);
    ProviderNames providers(connection);
    boost::json::array all;
    TextTable table({"DOMAIN", "PROVIDER", "DIRECTORY", "SERVERS"});
    for (const auto& domain : page.domains) {
        all.push_back(to_json(domain, providers));
        const auto& directory = domain.ldapserver_id;
        table.add(
            {shown_name(domain.name),
             provider_title(domain, providers),
             directory ? std::to_string(*directory) : "",
             joined(servers_of(domain))}
        );
    }
    return Answer{
        {{"total", page.total},
         {"offset", query->offset},
         {"truncated", is_truncated(page, *query)},
         {"domains", std::move(all)}},
        table.str() + summary(page, *query)};
}

Result<Answer> remove(Connection& connection, const Arguments& arguments) {
    DomainRepository domains(connection);
    ProviderNames providers(connection);
    boost::json::array all;
    std::string text;
    for (const auto& name : arguments.all("DOMAIN")) {
        const auto domain = domains.get(name);
        if (!domain) return domain.error();
        const auto removed = domains.remove(domain->name);
        if (!removed) return removed.error();
        all.push_back(to_json(*domain, providers));
        text += "removed domain " + shown_name(domain->name) + '\n';
    }
    return Answer{std::move(all), std::move(text)};
}

constexpr std::array list_options{
    Option{"provider", "PROVIDER", "only this provider's; its id or name"},
    Option{"containing", "TEXT", "only those with this in their name"},
    Option{"limit", "N", "at most so many, 100 unless given, up to 10000"},
    Option{"offset", "N", "leave out so many at the beginning"},
    json_option,
};
constexpr std::array remove_options{json_option};
constexpr std::array removed_domains{
    Positional{"DOMAIN", "as the list shows it; all are removed, or none", true, true}};

} // namespace

constinit const Verb domain_group{
    .path = "domain",
    .summary = "The domains that are served, and the servers they offer",
    .details =
        "A row \"*.example.com\" answers for all domains below example.com that have no row\n"
        "of their own, the nearest such row first; the row \"*\" answers for any other.\n"
        "Quote them: the shell has its own use for the asterisk."};

constinit const Verb domain_list{
    .path = "domain list",
    .summary = "List domains by name, a page at a time",
    .options = list_options,
    .details =
        "The JSON object holds \"total\", \"offset\", \"truncated\" and the array \"domains\".",
    .examples = "fingerpost domain list --containing example\n"
                "fingerpost domain list --provider 1 --limit 1000 --offset 1000 --json",
    .run = reading<list>};

constinit const Verb domain_remove{
    .path = "domain remove",
    .summary = "Remove domains; servers stay",
    .options = remove_options,
    .positionals = removed_domains,
    .examples = "fingerpost domain remove example.org\n"
                "fingerpost domain remove '*.example.com' example.com",
    .run = changing<remove>};

} // namespace fingerpost::cli

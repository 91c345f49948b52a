#include "catalog/defaults.hpp"
#include "catalog/domain.hpp"
#include "cli/answer.hpp"
#include "cli/domain_row.hpp"
#include "cli/text_table.hpp"
#include "cli/told.hpp"
#include "cli/verbs.hpp"

#include <boost/json/array.hpp>

#include <array>

namespace fingerpost::cli {

namespace {

using storage::Connection;
using storage::Domain;
using storage::DomainRepository;

/// The row that answers for `name`: its own, or as Catalog::find() looks for one.
Result<Domain> answering_row(Connection& connection, const std::string& name) {
    DomainRepository domains(connection);
    auto own = domains.get(name);
    if (own || own.error().code != Errc::not_found) return own;
    const auto parsed = parse_domain(name);
    if (!parsed) return own;
    for (auto dot = parsed->find('.'); dot != parsed->npos; dot = parsed->find('.', dot + 1)) {
        const auto wildcard = domains.get('*' + parsed->substr(dot));
        if (wildcard) return wildcard;
    }
    const auto any = domains.get("*");
    return any ? any : own;
}

/// Everything domain show tells.
struct Shown {
    std::string name; ///< as asked, in its one form
    Domain row;
    Telling telling;
    std::string problem; ///< why the row is never answered with, or ""

    std::string host(const Server& server) const {
        const bool pattern = name.starts_with('*');
        return pattern ? server.host : AccountSettings{telling.offer, name, {}}.host(server);
    }
};

boost::json::object told_json(const Server& server, const Shown& shown) {
    return {
        {"id", std::to_string(server.id)},
        {"type", name(server.service)},
        {"name", shown.host(server)},
        {"port", server.port},
        {"socket_type", name(server.security)},
        {"user_name", server.user_name},
        {"authentication", name(server.authentication)}};
}

boost::json::object dav_json(const DavServer& server) {
    return {
        {"id", ServerId{storage::Link::dav_server, server.id}.str()},
        {"type", name(server.service)},
        {"url", server.url()},
        {"user_name", server.user_name}};
}

boost::json::object json_of(const Shown& shown, ProviderNames& providers) {
    auto object = to_json(shown.row, providers);
    boost::json::array told;
    for (const auto* server : told_servers(shown.telling.offer))
        told.push_back(told_json(*server, shown));
    boost::json::array dav;
    for (const auto& server : shown.telling.offer.dav_servers)
        dav.push_back(dav_json(server));
    boost::json::array left_out;
    for (const auto& one : shown.telling.left_out)
        left_out.push_back(boost::json::object{{"id", one.id.str()}, {"why", one.why}});
    object["row"] = shown.row.name;
    object["name"] = shown.name;
    object["problem"] =
        shown.problem.empty() ? boost::json::value() : boost::json::value(shown.problem);
    object["told"] = std::move(told);
    object["told_dav"] = std::move(dav);
    object["left_out"] = std::move(left_out);
    return object;
}

std::string facts(const Shown& shown, ProviderNames& providers) {
    TextTable table;
    table.add({"domain", shown_name(shown.name)});
    if (shown.row.name != shown.name)
        table.add({"answered by", "the row " + shown.row.name + ", as it has none of its own"});
    table.add({"id", std::to_string(shown.row.id)});
    table.add({"provider", provider_title(shown.row, providers)});
    if (const auto& id = shown.row.ldapserver_id)
        table.add({"directory", "ldapserver " + std::to_string(*id)});
    if (!shown.problem.empty()) table.add({"problem", shown.problem});
    return table.str();
}

std::string told_text(const Shown& shown) {
    TextTable table;
    for (const auto* server : told_servers(shown.telling.offer))
        table.add(
            {"  " + std::to_string(server->id),
             std::string(name(server->service)),
             shown.host(*server) + ':' + std::to_string(server->port),
             std::string(name(server->security)),
             std::string(name(server->authentication)),
             server->user_name}
        );
    const auto text = table.str();
    return text.empty() ? "no mail server is told to clients\n"
                        : "told to clients, in this order:\n" + text;
}

std::string dav_text(const Shown& shown) {
    TextTable table;
    for (const auto& server : shown.telling.offer.dav_servers)
        table.add(
            {"  " + ServerId{storage::Link::dav_server, server.id}.str(),
             std::string(name(server.service)),
             server.url(),
             server.user_name}
        );
    const auto text = table.str();
    return text.empty() ? "" : "told to clients that ask for calendars, contacts or JMAP:\n" + text;
}

std::string left_out_text(const Shown& shown) {
    TextTable table;
    for (const auto& one : shown.telling.left_out)
        table.add({"  " + one.id.str(), one.why});
    const auto text = table.str();
    return text.empty() ? "" : "left out:\n" + text;
}

Result<Answer> show(Connection& connection, const Arguments& arguments) {
    const auto row = answering_row(connection, arguments.get("DOMAIN"));
    if (!row) return row.error();
    const auto parsed = parse_domain_pattern(arguments.get("DOMAIN"));
    Shown shown{parsed ? *parsed : row->name, *row, telling_of(connection, *row), {}};
    if (!parse_domain_pattern(row->name))
        shown.problem = "its name is no domain name: no client is answered";
    ProviderNames providers(connection);
    return Answer{
        json_of(shown, providers),
        facts(shown, providers) + told_text(shown) + dav_text(shown) + left_out_text(shown)};
}

constexpr std::array options{json_option};
constexpr std::array positionals{
    Positional{"DOMAIN", "a domain that is served, by its own row or a wildcard's"}};

} // namespace

constinit const Verb domain_show{
    .path = "domain show",
    .summary = "Show what clients are told of a domain, what is left out, and why",
    .options = options,
    .positionals = positionals,
    .details = "For a domain without a row, the row \"*.parent\" or \"*\" that answers for it.",
    .examples = "fingerpost domain show example.com\n"
                "fingerpost domain show www.example.com --json",
    .run = reading<show>};

} // namespace fingerpost::cli

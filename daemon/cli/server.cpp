#include "cli/answer.hpp"
#include "cli/any_server.hpp"
#include "cli/server_options.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace fingerpost::cli {

namespace {

using storage::Connection;
using storage::DavServerRepository;
using storage::DomainRepository;
using storage::Link;
using storage::ServerRepository;
using storage::StoredDavServer;

std::string note_on(const AnyServer& server) {
    const auto problem = problem_of(server);
    return problem.empty() ? "" : "note: " + printable(problem) + '\n';
}

Answer answer_about(const AnyServer& server, std::string_view done) {
    auto text = std::string(done) + " server " + id_of(server).str() + ": " +
                printable(title(server)) + '\n' + note_on(server);
    return {to_json(server), std::move(text)};
}

std::vector<AnyServer> all_servers(Connection& connection) {
    std::vector<AnyServer> all;
    for (auto& row : ServerRepository(connection).list())
        all.emplace_back(std::move(row));
    for (auto& server : DavServerRepository(connection).list())
        all.emplace_back(std::move(server));
    return all;
}

/// Links without a row are left out; `domain show` names them.
Result<std::vector<AnyServer>> servers_of_domain(Connection& connection, const std::string& name) {
    const auto domain = DomainRepository(connection).get(name);
    if (!domain) return domain.error();
    std::vector<AnyServer> servers;
    for (const auto& id : servers_of(*domain))
        if (auto server = get_server(connection, id)) servers.push_back(std::move(*server));
    return servers;
}

void add_row(TextTable& table, const ServerRow& row) {
    table.add(
        {std::to_string(row.id),
         row.type,
         row.name,
         std::to_string(row.port),
         row.socket_type,
         row.user_name,
         row.authentication,
         std::to_string(row.prio)}
    );
}

void add_row(TextTable& table, const StoredDavServer& server) {
    const auto& row = server.row;
    const auto port = row.port > 0 ? std::to_string(row.port) : "";
    const auto id = id_of(server).str();
    table.add({id, row.type, row.url, port, "", row.user_name, "", ""});
}

Result<Answer> list(Connection& connection, const Arguments& arguments) {
    const auto servers = arguments.has("domain")
                             ? servers_of_domain(connection, arguments.get("domain"))
                             : Result<std::vector<AnyServer>>(all_servers(connection));
    if (!servers) return servers.error();
    boost::json::array all;
    TextTable table(
        {"ID", "TYPE", "HOST OR URL", "PORT", "SECURITY", "USER NAME", "AUTHENTICATION", "PRIO"}
    );
    for (const auto& server : *servers) {
        all.push_back(to_json(server));
        std::visit([&](const auto& row) { add_row(table, row); }, server);
    }
    auto text = all.empty() ? "no servers; add one with: fingerpost server add\n" : table.str();
    return Answer{std::move(all), std::move(text)};
}

Result<AnyServer> named(Connection& connection, const Arguments& arguments) {
    const auto id = ServerId::parse(arguments.get("ID"));
    if (!id) return id.error();
    return get_server(connection, *id);
}

std::string word_of(const boost::json::value& value) {
    if (value.is_int64()) return std::to_string(value.as_int64());
    return value.is_string() ? std::string(value.as_string()) : "none";
}

Result<Answer> show(Connection& connection, const Arguments& arguments) {
    const auto server = named(connection, arguments);
    if (!server) return server.error();
    const auto id = id_of(*server);
    auto object = to_json(*server);
    object["domains"] = DomainRepository(connection).count_of_server(id.table, id.id);
    TextTable table;
    for (const auto& [key, value] : object)
        table.add({std::string(key), word_of(value)});
    return Answer{std::move(object), table.str()};
}

/// The repository calls a row without an id "server 0", which could be another one.
Error about_new_row(Error error) {
    for (const std::string_view name : {"server 0: ", "davserver 0: "})
        if (error.what.starts_with(name)) error.what.replace(0, name.size(), "the new server: ");
    return error;
}

Result<AnyServer> stored(Connection& connection, const ServerRow& row) {
    auto added = ServerRepository(connection).add(row);
    if (!added) return about_new_row(added.error());
    return AnyServer(std::move(*added));
}

Result<AnyServer> stored(Connection& connection, const StoredDavServer& server) {
    auto added = DavServerRepository(connection).add(server);
    if (!added) return about_new_row(added.error());
    return AnyServer(std::move(*added));
}

Result<Answer> add(Connection& connection, const Arguments& arguments) {
    const auto typed = new_server(arguments);
    if (!typed) return typed.error();
    const auto added = std::visit([&](const auto& row) { return stored(connection, row); }, *typed);
    if (!added) return added.error();
    const auto id = id_of(*added);
    for (const auto& domain : arguments.all("domain")) {
        const auto attached = DomainRepository(connection).attach(domain, id.table, id.id);
        if (!attached) return attached.error();
    }
    return answer_about(*added, "added");
}

Result<void> store_again(Connection& connection, const AnyServer& server) {
    if (const auto* dav = std::get_if<StoredDavServer>(&server))
        return DavServerRepository(connection).set(*dav);
    return ServerRepository(connection).set(std::get<ServerRow>(server));
}

Result<Answer> set(Connection& connection, const Arguments& arguments) {
    const auto change = something_to_change(arguments, server_set_options);
    if (!change) return change.error();
    auto server = named(connection, arguments);
    if (!server) return server.error();
    const auto applied = take_options(arguments, *server);
    if (!applied) return applied.error();
    const auto done = store_again(connection, *server);
    if (!done) return done.error();
    const auto changed = get_server(connection, id_of(*server));
    if (!changed) return changed.error();
    return answer_about(*changed, "changed");
}

Result<Answer> remove(Connection& connection, const Arguments& arguments) {
    const auto server = named(connection, arguments);
    if (!server) return server.error();
    const auto id = id_of(*server);
    const auto removal =
        arguments.has("cascade") ? storage::Removal::cascade : storage::Removal::only_unused;
    const auto done = id.table == Link::dav_server
                          ? DavServerRepository(connection).remove(id.id, removal)
                          : ServerRepository(connection).remove(id.id, removal);
    if (!done) return with_cascade_hint(done.error(), "takes it from them");
    return Answer{
        to_json(*server), "removed server " + id.str() + ": " + printable(title(*server)) + '\n'};
}

constexpr std::array list_options{
    Option{"domain", "DOMAIN", "only those this domain's row offers"}, json_option};
constexpr std::array show_options{json_option};
constexpr std::array remove_options{
    Option{"cascade", "", "also while domains offer it; they lose it"}, json_option};
constexpr std::array one_server{Positional{"ID", "as server list shows it: 7, or dav:7"}};

} // namespace

constinit const Verb server_group{
    .path = "server",
    .summary = "The mail, calendar and contact servers that domains offer",
    .details = "Mail servers have ids like 7; those found by URL (CalDAV, CardDAV, JMAP) have ids\n"
               "of their own, written dav:7. Any number of domains may offer the same server."};

constinit const Verb server_list{
    .path = "server list",
    .summary = "List the servers, all or a domain's",
    .options = list_options,
    .examples = "fingerpost server list\n"
                "fingerpost server list --domain example.com --json",
    .run = reading<list>};

constinit const Verb server_show{
    .path = "server show",
    .summary = "Show a server, how many domains offer it and what is wrong with it",
    .options = show_options,
    .positionals = one_server,
    .examples = "fingerpost server show 7\n"
                "fingerpost server show dav:7",
    .run = reading<show>};

constinit const Verb server_add{
    .path = "server add",
    .summary = "Add a server and print its id",
    .options = server_add_options,
    .details = server_details,
    .examples = "fingerpost server add --type imap --name mail.example.com --domain example.com\n"
                "fingerpost server add --type smtp --name mail.example.com --socket-type STARTTLS\n"
                "fingerpost server add --type caldav --url https://dav.example.com/dav/",
    .run = changing<add>};

constinit const Verb server_set{
    .path = "server set",
    .summary = "Change what is given of a server, for all domains that offer it",
    .options = server_set_options,
    .positionals = one_server,
    .details = server_details,
    .examples = "fingerpost server set 7 --name imap.example.com\n"
                "fingerpost server set dav:7 --url https://dav.example.com/new/",
    .run = changing<set>};

constinit const Verb server_remove{
    .path = "server remove",
    .summary = "Remove a server that no domain offers, or take it from all",
    .options = remove_options,
    .positionals = one_server,
    .examples = "fingerpost server remove 7\n"
                "fingerpost server remove dav:7 --cascade",
    .run = changing<remove>};

} // namespace fingerpost::cli

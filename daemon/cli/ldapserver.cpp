#include "base/text.hpp"
#include "cli/answer.hpp"
#include "cli/ldapserver_options.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "storage/domain_repository.hpp"
#include "storage/ldap_server_repository.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <array>
#include <limits>

namespace fingerpost::cli {

namespace {

using storage::Connection;
using storage::DomainRepository;
using storage::LdapServerRepository;

boost::json::value optional_text(const std::optional<std::string>& text) {
    return text ? boost::json::value(*text) : boost::json::value();
}

std::string problem_of(const LdapServer& server) {
    const auto usable = check_ldap_server(server);
    return usable ? "" : usable.error().what;
}

/// All but the password.
boost::json::object to_json(const LdapServer& server) {
    const auto problem = problem_of(server);
    return {
        {"id", server.id},
        {"name", server.name},
        {"port", server.port},
        {"use_ssl", server.use_ssl},
        {"search_base", server.search_base},
        {"search_filter", server.search_filter},
        {"attr_uid", server.attr_uid},
        {"attr_cn", optional_text(server.attr_cn)},
        {"bind_user", optional_text(server.bind_user)},
        {"has_bind_password", server.bind_password.has_value()},
        {"problem", problem.empty() ? boost::json::value() : boost::json::value(problem)}};
}

std::string title(const LdapServer& server) {
    return "ldapserver " + std::to_string(server.id) + ": " + printable(host_and_port(server));
}

Answer answer_about(const LdapServer& server, std::string_view done) {
    return {to_json(server), std::string(done) + ' ' + title(server) + '\n'};
}

Result<LdapServer> named(Connection& connection, const Arguments& arguments) {
    const auto id = to_integer(arguments.get("ID"), 0, std::numeric_limits<std::int64_t>::max());
    if (!id)
        return Error{
            Errc::bad_request,
            '"' + arguments.get("ID") + "\" is no id; ldapserver list shows them"};
    return LdapServerRepository(connection).get(*id);
}

Result<Answer> list(Connection& connection, const Arguments&) {
    boost::json::array all;
    TextTable table({"ID", "HOST", "PORT", "TLS", "BASE", "FILTER", "BIND USER"});
    for (const auto& server : LdapServerRepository(connection).list()) {
        all.push_back(to_json(server));
        table.add(
            {std::to_string(server.id),
             server.name,
             std::to_string(server.port),
             server.use_ssl ? "yes" : "no",
             server.search_base,
             server.search_filter,
             server.bind_user.value_or("")}
        );
    }
    auto text =
        all.empty() ? "no LDAP servers; add one with: fingerpost ldapserver add\n" : table.str();
    return Answer{std::move(all), std::move(text)};
}

std::string word_of(const boost::json::value& value) {
    if (value.is_int64()) return std::to_string(value.as_int64());
    if (value.is_bool()) return value.as_bool() ? "yes" : "no";
    return value.is_string() ? std::string(value.as_string()) : "none";
}

Result<Answer> show(Connection& connection, const Arguments& arguments) {
    const auto server = named(connection, arguments);
    if (!server) return server.error();
    auto object = to_json(*server);
    object["domains"] = LdapServerRepository(connection).count_of_domains(server->id);
    TextTable table;
    for (const auto& [key, value] : object)
        table.add({std::string(key), word_of(value)});
    return Answer{std::move(object), table.str()};
}

Result<void> tie(Connection& connection, const std::string& name, std::int64_t id) {
    auto domain = DomainRepository(connection).get(name);
    if (!domain) return domain.error();
    domain->ldapserver_id = id;
    return DomainRepository(connection).set(*domain);
}

/// The repository calls a row without an id "ldapserver 0", which could be another one.
Error about_new_row(Error error) {
    constexpr std::string_view name = "ldapserver 0: ";
    if (error.what.starts_with(name)) error.what.replace(0, name.size(), "the new LDAP server: ");
    return error;
}

Result<Answer> add(Connection& connection, const Arguments& arguments) {
    LdapServer server;
    const auto taken = take_options(arguments, server);
    if (!taken) return taken.error();
    const auto id = LdapServerRepository(connection).add(server);
    if (!id) return about_new_row(id.error());
    for (const auto& domain : arguments.all("domain")) {
        const auto tied = tie(connection, domain, *id);
        if (!tied) return tied.error();
    }
    const auto added = LdapServerRepository(connection).get(*id);
    if (!added) return added.error();
    return answer_about(*added, "added");
}

Result<Answer> set(Connection& connection, const Arguments& arguments) {
    const auto change = something_to_change(arguments, ldapserver_set_options);
    if (!change) return change.error();
    auto server = named(connection, arguments);
    if (!server) return server.error();
    const auto taken = take_options(arguments, *server);
    if (!taken) return taken.error();
    LdapServerRepository servers(connection);
    const auto done = servers.set(*server);
    if (!done) return done.error();
    const auto changed = servers.get(server->id);
    if (!changed) return changed.error();
    return answer_about(*changed, "changed");
}

Result<Answer> remove(Connection& connection, const Arguments& arguments) {
    const auto server = named(connection, arguments);
    if (!server) return server.error();
    const auto removal =
        arguments.has("cascade") ? storage::Removal::cascade : storage::Removal::only_unused;
    const auto done = LdapServerRepository(connection).remove(server->id, removal);
    if (!done) return with_cascade_hint(done.error(), "unties them");
    return answer_about(*server, "removed");
}

constexpr std::array list_options{json_option};
constexpr std::array remove_options{
    Option{"cascade", "", "also while domains are tied to it; they are answered without"},
    json_option};
constexpr std::array one_server{Positional{"ID", "as ldapserver list shows it"}};

} // namespace

constinit const Verb ldapserver_group{
    .path = "ldapserver",
    .summary = "The LDAP directories that know the users of domains",
    .details = "Clients of a domain tied to one are told the login and the name that it knows;\n"
               "where it cannot be asked, what the rows of the domain's servers say. StartTLS and\n"
               "whom to trust are settings: ldap_starttls, ldap_ca_file, ldap_verify."};

constinit const Verb ldapserver_list{
    .path = "ldapserver list",
    .summary = "List the LDAP servers",
    .options = list_options,
    .examples = "fingerpost ldapserver list --json",
    .run = reading<list>};

constinit const Verb ldapserver_show{
    .path = "ldapserver show",
    .summary = "Show an LDAP server, without its password, and how many domains it serves",
    .options = list_options,
    .positionals = one_server,
    .examples = "fingerpost ldapserver show 1",
    .run = reading<show>};

constinit const Verb ldapserver_add{
    .path = "ldapserver add",
    .summary = "Add an LDAP server and print its id",
    .options = ldapserver_add_options,
    .details = ldapserver_details,
    .examples =
        "fingerpost ldapserver add --name ldap.example.com --search-base dc=example,dc=com\n"
        "fingerpost ldapserver add --name ldap.example.com --search-base dc=example,dc=com "
        "--bind-user cn=reader,dc=example,dc=com --bind-password-file /root/ldap.password "
        "--domain example.com",
    .run = changing<add>};

constinit const Verb ldapserver_set{
    .path = "ldapserver set",
    .summary = "Change an LDAP server",
    .options = ldapserver_set_options,
    .positionals = one_server,
    .details = ldapserver_details,
    .examples = "fingerpost ldapserver set 1 --search-filter '(|(mail={0})(mailAlias={0}))'\n"
                "fingerpost ldapserver set 1 --bind-password-file - < /root/ldap.password",
    .run = changing<set>};

constinit const Verb ldapserver_remove{
    .path = "ldapserver remove",
    .summary = "Remove an LDAP server that no domain is tied to, or untie them",
    .options = remove_options,
    .positionals = one_server,
    .examples = "fingerpost ldapserver remove 1 --cascade",
    .run = changing<remove>};

} // namespace fingerpost::cli

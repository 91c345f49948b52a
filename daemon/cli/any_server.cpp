#include "cli/any_server.hpp"

#include "base/text.hpp"
#include "catalog/account_settings.hpp"
#include "catalog/defaults.hpp"

#include <limits>

namespace fingerpost::cli {

namespace {

using storage::Link;
using storage::StoredDavServer;

constexpr std::string_view dav_prefix = "dav:";

boost::json::object columns(const ServerRow& row) {
    return {
        {"type", row.type},
        {"name", row.name},
        {"port", row.port},
        {"socket_type", row.socket_type},
        {"user_name", row.user_name},
        {"authentication", row.authentication},
        {"prio", row.prio}};
}

boost::json::object columns(const StoredDavServer& server) {
    return {
        {"type", server.row.type},
        {"url", server.row.url},
        {"port", server.row.port},
        {"user_name", server.row.user_name}};
}

std::string problem(const ServerRow& row) {
    const auto server = to_server(row);
    if (!server) return server.error().what;
    const auto why = not_universal(*server);
    return why.empty() ? "" : why + ": not every client can use it";
}

std::string problem(const StoredDavServer& server) {
    const auto usable = to_dav_server(server.row);
    return usable ? "" : usable.error().what;
}

std::string words(const ServerRow& row) {
    return row.type + ' ' + row.name + ':' + std::to_string(row.port) + ' ' + row.socket_type;
}

std::string words(const StoredDavServer& server) {
    return server.row.type + ' ' + server.row.url;
}

} // namespace

std::string ServerId::str() const {
    return (table == Link::dav_server ? std::string(dav_prefix) : "") + std::to_string(id);
}

Result<ServerId> ServerId::parse(std::string_view word) {
    const bool dav = word.starts_with(dav_prefix);
    const auto digits = dav ? word.substr(dav_prefix.size()) : word;
    const auto number = to_integer(digits, 0, std::numeric_limits<std::int64_t>::max());
    if (!number)
        return Error{
            Errc::bad_request,
            "\"" + std::string(word) + "\" is no server's id; server list shows them: 7, dav:7"};
    return ServerId{dav ? Link::dav_server : Link::server, *number};
}

Result<std::vector<ServerId>> parse_server_ids(const std::vector<std::string>& words) {
    std::vector<ServerId> ids;
    for (const auto& word : words) {
        const auto id = ServerId::parse(word);
        if (!id) return id.error();
        ids.push_back(*id);
    }
    return ids;
}

std::vector<ServerId> servers_of(const storage::Domain& domain) {
    std::vector<ServerId> ids;
    ids.reserve(domain.servers.size() + domain.dav_servers.size());
    for (const auto id : domain.servers)
        ids.push_back({Link::server, id});
    for (const auto id : domain.dav_servers)
        ids.push_back({Link::dav_server, id});
    return ids;
}

std::string joined(const std::vector<ServerId>& ids) {
    std::string text;
    for (const auto& id : ids)
        text += (text.empty() ? "" : " ") + id.str();
    return text;
}

ServerId id_of(const AnyServer& server) {
    if (const auto* dav = std::get_if<StoredDavServer>(&server))
        return {Link::dav_server, dav->row.id};
    return {Link::server, std::get<ServerRow>(server).id};
}

Result<AnyServer> get_server(storage::Connection& connection, const ServerId& id) {
    if (id.table == Link::dav_server) {
        auto dav = storage::DavServerRepository(connection).get(id.id);
        if (dav) return AnyServer(std::move(*dav));
    } else {
        auto row = storage::ServerRepository(connection).get(id.id);
        if (row) return AnyServer(std::move(*row));
    }
    return Error{
        Errc::not_found, "there is no server " + id.str() + "; see: fingerpost server list"};
}

std::string title(const AnyServer& server) {
    return std::visit([](const auto& row) { return words(row); }, server);
}

boost::json::object to_json(const AnyServer& server) {
    boost::json::object object{{"id", id_of(server).str()}};
    for (auto& column : std::visit([](const auto& row) { return columns(row); }, server))
        object.insert(column);
    const auto what = problem_of(server);
    object["problem"] = what.empty() ? boost::json::value() : boost::json::value(what);
    return object;
}

std::string problem_of(const AnyServer& server) {
    return std::visit([](const auto& row) { return problem(row); }, server);
}

std::string not_universal(const Server& server) {
    if (is_universal(server)) return "";
    if (server.security == Security::none) return "no TLS";
    return "authentication " + std::string(name(server.authentication));
}

} // namespace fingerpost::cli

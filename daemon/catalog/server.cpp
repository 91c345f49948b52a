#include "catalog/server.hpp"

#include "base/text.hpp"
#include "catalog/defaults.hpp"
#include "catalog/url.hpp"

#include <tuple>

namespace fingerpost {

namespace {

constexpr std::int64_t highest_port = 65535;

template <class Names>
std::string choices(const Names& names) {
    std::string list;
    for (const auto& row : names)
        list.append(list.empty() ? "" : ", ").append(row.name);
    return list;
}

/// `server 7: type "INVALID" is not one of imap, pop, smtp`
Error unusable(
    std::string_view table,
    std::int64_t id,
    std::string_view column,
    const std::string& value,
    const std::string& wanted
) {
    std::string what(table);
    what.append(" ").append(std::to_string(id)).append(": ").append(column);
    what.append(" \"").append(value).append("\" is not ").append(wanted);
    return {Errc::unsupported, what};
}

} // namespace

Result<Server> to_server(const ServerRow& row) {
    const auto bad =
        [&](std::string_view column, const std::string& value, const std::string& wanted) {
            return unusable("server", row.id, column, value, wanted);
        };
    const auto service = parse_service(row.type);
    if (!service) return bad("type", row.type, "one of " + choices(service_names()));
    const auto security = parse_security(row.socket_type);
    if (!security)
        return bad("socket_type", row.socket_type, "one of " + choices(security_names()));
    const auto authentication = parse_authentication(row.authentication);
    if (!authentication)
        return bad(
            "authentication", row.authentication, "one of " + choices(authentication_names())
        );
    if (row.port < 1 || row.port > highest_port)
        return bad("port", std::to_string(row.port), "between 1 and 65535");
    auto host = parse_host_name(row.name);
    if (!host) return bad("name", row.name, "a host name");
    if (!is_utf8(row.user_name)) return bad("user_name", "…", "UTF-8");

    Server server;
    server.id = row.id;
    server.prio = row.prio;
    server.service = *service;
    server.security = *security;
    server.authentication = *authentication;
    server.port = static_cast<std::uint16_t>(row.port);
    server.host = std::move(*host);
    server.user_name = row.user_name.empty() ? "%EMAILADDRESS%" : row.user_name;
    return server;
}

Result<DavServer> to_dav_server(const DavServerRow& row) {
    const auto bad =
        [&](std::string_view column, const std::string& value, const std::string& wanted) {
            return unusable("davserver", row.id, column, value, wanted);
        };
    const auto service = parse_dav_service(row.type);
    if (!service) return bad("type", row.type, "one of " + choices(dav_service_names()));
    auto url = parse_url(row.url);
    if (!url) return bad("url", row.url, url.error().what);
    if (row.port > highest_port) return bad("port", std::to_string(row.port), "at most 65535");
    if (!is_utf8(row.url) || !is_utf8(row.user_name)) return bad("user_name", "…", "UTF-8");

    const auto port = row.port > 0 ? row.port : url->port > 0 ? url->port : url->tls ? 443 : 80;
    DavServer server;
    server.id = row.id;
    server.service = *service;
    server.tls = url->tls;
    server.port = static_cast<std::uint16_t>(port);
    server.host = std::move(url->host);
    server.path = std::move(url->path);
    server.user_name = row.user_name;
    return server;
}

std::string DavServer::url() const {
    std::string text = tls ? "https://" : "http://";
    text += host;
    if (port != (tls ? 443 : 80)) text.append(":").append(std::to_string(port));
    return text + path;
}

bool preferred(const Server& a, const Server& b) {
    return std::tie(a.prio, a.security, a.id) < std::tie(b.prio, b.security, b.id);
}

} // namespace fingerpost

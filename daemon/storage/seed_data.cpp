#include "storage/seed_data.hpp"

#include "base/text.hpp"
#include "catalog/defaults.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <limits>

namespace fingerpost::storage {

namespace {

namespace json = boost::json;

constexpr auto any_port = std::array<std::int64_t, 2>{0, 65535};

Error bad(const std::string& where, std::string_view what) {
    return {Errc::bad_request, where + ": " + std::string(what)};
}

/// One object of a document, and what to call it in messages.
struct Item {
    const json::object& object;
    std::string where; ///< "servers[2]"

    const json::value* find(std::string_view key) const {
        const auto* value = object.if_contains(key);
        return value && !value->is_null() ? value : nullptr;
    }
    Error missing(std::string_view key) const {
        return bad(where, "the mandatory key \"" + std::string(key) + "\" is missing");
    }

    Result<std::string> text(std::string_view key) const {
        const auto* value = object.if_contains(key);
        if (!value) return missing(key);
        if (!value->is_string()) return bad(where, std::string(key) + " is not a string");
        return std::string(value->as_string());
    }
    Result<std::string> text_or(std::string_view key, std::string_view otherwise) const {
        return find(key) ? text(key) : Result<std::string>(std::string(otherwise));
    }
    /// The key must be there, but may be null: as automx2 reads it.
    Result<std::optional<std::string>> nullable(std::string_view key) const {
        const auto* value = object.if_contains(key);
        if (!value) return missing(key);
        if (value->is_null()) return std::optional<std::string>();
        const auto given = text(key);
        if (!given) return given.error();
        return std::optional(*given);
    }
    Result<std::int64_t> integer_or(
        std::string_view key, std::int64_t otherwise, std::array<std::int64_t, 2> range
    ) const {
        const auto* value = find(key);
        if (!value) return otherwise;
        boost::system::error_code failure;
        auto number = value->to_number<std::int64_t>(failure);
        if (value->is_string()) {
            const auto digits = to_integer(value->as_string(), range[0], range[1]);
            number = digits.value_or(range[1] + 1);
            failure.clear();
        }
        if (failure || number < range[0] || number > range[1])
            return bad(
                where,
                std::string(key) + " is not a number from " + std::to_string(range[0]) + " to " +
                    std::to_string(range[1])
            );
        return number;
    }
};

Result<std::vector<Item>> list(const json::object& document, std::string_view key) {
    std::vector<Item> items;
    const auto* value = document.if_contains(key);
    if (!value || value->is_null()) return items;
    const std::string name(key);
    if (!value->is_array()) return Error{Errc::bad_request, '"' + name + "\" is not a list"};
    for (const auto& element : value->as_array()) {
        const auto where = name + '[' + std::to_string(items.size()) + ']';
        if (!element.is_object())
            return bad(where, "is not an object (version 1 of the format is not supported)");
        items.push_back({element.as_object(), where});
    }
    return items;
}

Result<void> check_version(const json::object& document) {
    const auto* version = document.if_contains("version");
    if (!version) return Error{Errc::bad_request, "the mandatory key \"version\" is missing"};
    if (version->is_number() && version->to_number<double>() == 2) return {};
    return Error{
        Errc::bad_request,
        "unsupported seed data version (found " + json::serialize(*version).substr(0, 20) +
            ", expected the number 2)"};
}

bool is_true(const json::value& value) {
    if (value.is_bool()) return value.as_bool();
    if (value.is_number()) return value.to_number<double>() != 0;
    const auto word = value.is_string() ? ascii_lower(value.as_string()) : std::string();
    return word == "1" || word == "true" || word == "yes";
}

Result<LdapServer> ldap_server(const Item& item, std::int64_t port) {
    LdapServer server;
    const auto name = item.text("name");
    if (!name) return name.error();
    const auto bind_user = item.nullable("bind_user");
    if (!bind_user) return bind_user.error();
    const auto bind_password = item.nullable("bind_password");
    if (!bind_password) return bind_password.error();
    const auto search_base = item.text("search_base");
    if (!search_base) return search_base.error();
    const auto filter = item.text_or("search_filter", server.search_filter);
    if (!filter) return filter.error();
    const auto uid = item.text_or("attr_uid", server.attr_uid);
    if (!uid) return uid.error();
    const auto cn = item.text_or("attr_cn", "cn");
    if (!cn) return cn.error();
    const auto given = item.integer_or("port", port, {1, 65535});
    if (!given) return given.error();
    const auto* ssl = item.find("use_ssl");
    return LdapServer{
        0,
        *name,
        *given,
        ssl ? is_true(*ssl) : *given == 636,
        *search_base,
        *filter,
        *uid,
        *cn,
        *bind_password,
        *bind_user};
}

Result<ServerRow> mail_server(const Item& item, Service service) {
    const auto host = item.text("name");
    if (!host) return host.error();
    const auto port =
        item.integer_or("port", default_port(service, Security::tls), {1, any_port[1]});
    if (!port) return port.error();
    const auto prio = item.integer_or(
        "prio", 10, {std::numeric_limits<int>::min(), std::numeric_limits<int>::max()}
    );
    if (!prio) return prio.error();
    ServerRow row;
    row.prio = *prio;
    row.port = *port;
    row.name = *host;
    row.type = name(service);
    const bool tls = *port == 465 || *port == 993 || *port == 995;
    row.socket_type = name(tls ? Security::tls : Security::starttls);
    row.user_name = "%EMAILADDRESS%";
    row.authentication = name(Authentication::password);
    const auto usable = to_server(row);
    if (!usable) return bad(item.where, usable.error().what);
    return row;
}

Result<StoredDavServer> dav_server(const Item& item, DavService service) {
    const auto url = item.text("url");
    if (!url) return url.error();
    const auto port = item.integer_or("port", 0, any_port);
    if (!port) return port.error();
    StoredDavServer server;
    server.row.url = *url;
    server.row.port = *port;
    server.row.type = name(service);
    server.row.use_ssl = ascii_lower(*url).starts_with("https:");
    server.row.user_name = "%EMAILADDRESS%";
    const auto usable = to_dav_server(server.row);
    if (!usable) return bad(item.where, usable.error().what);
    return server;
}

Result<void> read_server(const Item& item, SeedData& data) {
    const auto type = item.text("type");
    if (!type) return type.error();
    if (const auto service = parse_service(*type)) {
        auto row = mail_server(item, *service);
        if (!row) return row.error();
        data.servers.push_back(std::move(*row));
        return {};
    }
    const auto service = parse_dav_service(*type);
    if (!service) return bad(item.where, "unknown server type \"" + type->substr(0, 40) + '"');
    auto server = dav_server(item, *service);
    if (!server) return server.error();
    data.dav_servers.push_back(std::move(*server));
    return {};
}

Result<void>
read_domain(const Item& item, const std::vector<std::string>& ldap_ids, SeedData& data) {
    const auto name = item.text("name");
    if (!name) return name.error();
    SeedData::Domain domain{*name};
    if (const auto* id = item.find("ldapserver_id")) {
        const auto known = std::ranges::find(ldap_ids, json::serialize(*id));
        if (known == ldap_ids.end())
            return bad(item.where, "no LDAP server with ID " + json::serialize(*id).substr(0, 40));
        domain.ldap_server = static_cast<std::size_t>(known - ldap_ids.begin());
    }
    data.domains.push_back(std::move(domain));
    return {};
}

} // namespace

Result<SeedData> read_seed(const json::value& document, std::int64_t ldap_port) {
    if (!document.is_object()) return Error{Errc::bad_request, "the seed data is not an object"};
    const auto& object = document.as_object();
    if (const auto version = check_version(object); !version) return version.error();
    const auto provider = Item{object, "seed data"}.text("provider");
    if (!provider) return provider.error();
    SeedData data;
    data.provider = *provider;

    const auto ldap_servers = list(object, "ldapservers");
    if (!ldap_servers) return ldap_servers.error();
    std::vector<std::string> ldap_ids;
    for (const auto& item : *ldap_servers) {
        const auto* id = item.find("id");
        if (!id) return item.missing("id");
        auto server = ldap_server(item, ldap_port);
        if (!server) return server.error();
        data.ldap_servers.push_back(std::move(*server));
        ldap_ids.push_back(json::serialize(*id));
    }
    const auto domains = list(object, "domains");
    if (!domains) return domains.error();
    for (const auto& item : *domains)
        if (const auto read = read_domain(item, ldap_ids, data); !read) return read.error();
    const auto servers = list(object, "servers");
    if (!servers) return servers.error();
    for (const auto& item : *servers)
        if (const auto read = read_server(item, data); !read) return read.error();

    if (data.domains.empty()) return Error{Errc::bad_request, "no domain specified"};
    if (data.servers.empty()) return Error{Errc::bad_request, "no mail server specified"};
    return data;
}

} // namespace fingerpost::storage

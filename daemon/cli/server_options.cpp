#include "cli/server_options.hpp"

#include "catalog/defaults.hpp"
#include "cli/answer.hpp"

#include <array>
#include <limits>

namespace fingerpost::cli {

namespace {

using storage::StoredDavServer;

constexpr std::array mail_only{"name", "port", "socket-type", "authentication", "prio"};
constexpr std::array dav_only{"url"};
constexpr std::int64_t highest_port = 65535;
constexpr std::int64_t highest_prio = std::numeric_limits<std::int32_t>::max();

template <class... Tables>
std::string choices(const Tables&... tables) {
    std::string list;
    const auto add = [&](const auto& rows) {
        for (const auto& row : rows)
            list.append(list.empty() ? "" : ", ").append(row.name);
    };
    (add(tables), ...);
    return list;
}

Error no_choice(const Arguments& arguments, std::string_view option, const std::string& of) {
    return {
        Errc::bad_request,
        "--" + std::string(option) + " \"" + arguments.get(option) + "\" is not one of " + of};
}

/// `word` becomes what was typed, in the spelling that is stored.
template <class Value, class Names>
Result<void> take_word(
    const Arguments& arguments,
    std::string_view option,
    std::optional<Value> (*parse)(std::string_view),
    Names names,
    std::string& word
) {
    if (!arguments.has(option)) return {};
    const auto value = parse(arguments.get(option));
    if (!value) return no_choice(arguments, option, choices(names()));
    word = name(*value);
    return {};
}

std::uint16_t standard_port(const ServerRow& row) {
    const auto service = parse_service(row.type);
    const auto security = parse_security(row.socket_type);
    return service && security ? default_port(*service, *security) : 0;
}

Result<void> take_words(const Arguments& arguments, ServerRow& row) {
    const auto type = take_word(arguments, "type", parse_service, service_names, row.type);
    if (!type) return type.error();
    const auto security =
        take_word(arguments, "socket-type", parse_security, security_names, row.socket_type);
    if (!security) return security.error();
    return take_word(
        arguments, "authentication", parse_authentication, authentication_names, row.authentication
    );
}

Result<void> take(const Arguments& arguments, ServerRow& row) {
    const bool standard = row.port == standard_port(row);
    const auto words = take_words(arguments, row);
    if (!words) return words.error();
    if (standard && standard_port(row) != 0) row.port = standard_port(row);
    const auto port = number_of(arguments, "port", row.port, 1, highest_port);
    if (!port) return port.error();
    const auto prio = number_of(arguments, "prio", row.prio, -highest_prio, highest_prio);
    if (!prio) return prio.error();
    row.port = *port;
    row.prio = *prio;
    if (arguments.has("name")) row.name = arguments.get("name");
    if (arguments.has("user-name")) row.user_name = arguments.get("user-name");
    return {};
}

Result<void> take(const Arguments& arguments, StoredDavServer& server) {
    auto& row = server.row;
    const auto type = take_word(arguments, "type", parse_dav_service, dav_service_names, row.type);
    if (!type) return type.error();
    if (arguments.has("url")) {
        row.url = arguments.get("url");
        row.port = 0; // the URL says it; a port stored beside it would be taken instead
    }
    if (arguments.has("user-name")) row.user_name = arguments.get("user-name");
    return {};
}

template <class Names>
Result<void> refuse(const Arguments& arguments, const Names& options, const std::string& why) {
    for (const auto* option : options)
        if (arguments.has(option))
            return Error{Errc::bad_request, "--" + std::string(option) + ": " + why};
    return {};
}

Result<void> right_kind(const Arguments& arguments, const AnyServer& server) {
    if (std::holds_alternative<StoredDavServer>(server))
        return refuse(arguments, mail_only, "caldav, carddav and jmap have only --url");
    return refuse(arguments, dav_only, "mail servers have --name and --port instead");
}

Result<AnyServer> blank(const Arguments& arguments) {
    const auto type = arguments.get("type");
    if (parse_service(type)) return AnyServer(ServerRow{});
    if (!parse_dav_service(type))
        return no_choice(arguments, "type", choices(service_names(), dav_service_names()));
    StoredDavServer server;
    server.row.user_name = "%EMAILADDRESS%";
    return AnyServer(server);
}

} // namespace

Result<AnyServer> new_server(const Arguments& arguments) {
    auto server = blank(arguments);
    if (!server) return server;
    const auto applied = take_options(arguments, *server);
    if (!applied) return applied.error();
    const bool dav = std::holds_alternative<StoredDavServer>(*server);
    if (!arguments.has(dav ? "url" : "name"))
        return Error{
            Errc::bad_request,
            "--type " + arguments.get("type") + (dav ? " needs --url URL" : " needs --name HOST")};
    return server;
}

Result<void> take_options(const Arguments& arguments, AnyServer& server) {
    const auto kind = right_kind(arguments, server);
    if (!kind) return kind.error();
    return std::visit([&](auto& row) { return take(arguments, row); }, server);
}

} // namespace fingerpost::cli

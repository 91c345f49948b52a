#include "catalog/defaults.hpp"
#include "cli/database.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "pages/manual_settings.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

boost::json::object to_json(const AccountSettings& settings) {
    boost::json::array servers;
    for (const auto* server : told_servers(settings.offer))
        servers.push_back(boost::json::object{
            {"type", name(server->service)},
            {"host", settings.host(*server)},
            {"port", server->port},
            {"security", name(server->security)},
            {"user_name", settings.expanded(server->user_name)},
            {"authentication", name(server->authentication)}});
    boost::json::array urls;
    for (const auto& server : settings.offer.dav_servers)
        urls.push_back(boost::json::object{
            {"type", name(server.service)},
            {"url", settings.expanded(server.url())},
            {"user_name", settings.expanded(server.user_name)}});
    boost::json::object attributes;
    for (const auto& attribute : settings.offer.attributes.all())
        if (attribute.qualifier.empty())
            attributes[kind_of(attribute.id).name] = settings.expanded(attribute.value);
    return {
        {"address", settings.address->str()},
        {"provider", settings.provider_name()},
        {"servers", std::move(servers)},
        {"urls", std::move(urls)},
        {"attributes", std::move(attributes)}};
}

/// None: no such format.
std::optional<std::string>
written(const AccountSettings& settings, std::string_view format, pages::Language language) {
    if (format == "json") return boost::json::serialize(to_json(settings)) + '\n';
    if (format == "html") return pages::manual_document(settings, language);
    if (format == "text" || format.empty()) return pages::manual_text(settings, language);
    return std::nullopt;
}

Result<std::string> shown(const Arguments& arguments, const app::Settings& configuration) {
    const auto address = Address::parse(arguments.get("ADDRESS"));
    if (!address) return address.error();
    const auto catalog = load_catalog(configuration);
    if (!catalog) return catalog.error();
    const auto* offer = catalog->find(address->domain);
    if (!offer)
        return Error{
            Errc::not_found, "nobody serves " + address->domain + "; see: fingerpost domain list"};
    const AccountSettings settings{*offer, address->domain, *address};
    const auto format = arguments.has("json") ? "json" : arguments.get("format");
    auto text = written(settings, format, pages::language_of(arguments.get("lang")));
    if (!text) return Error{Errc::bad_request, "--format is text, json or html"};
    return std::move(*text);
}

int run_show(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto text = shown(arguments, configuration.settings);
    if (!text) return failed(io, text.error());
    io.out << *text;
    return exit_ok;
}

constexpr std::array options{
    Option{"format", "FORMAT", "text (to send to somebody), json or html; text unless given"},
    Option{"lang", "TAG", "the reader's language: en, de, fr, es, el or it"},
    json_option,
};
constexpr std::array positionals{Positional{"ADDRESS", "whose settings: jane@example.com"}};

} // namespace

constinit const Verb account_group{
    .path = "account", .summary = "What one address has to be set up with"};

constinit const Verb account_show{
    .path = "account show",
    .summary = "Show the settings of an address, as text for the help desk to send",
    .options = options,
    .positionals = positionals,
    .details = "Nothing is looked up in a directory, and no mailbox has to exist.",
    .examples = "fingerpost account show jane@example.com\n"
                "fingerpost account show jane@example.com --format html --lang de",
    .run = run_show};

} // namespace fingerpost::cli

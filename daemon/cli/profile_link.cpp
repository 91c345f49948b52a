#include "app/profile_link.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"
#include "cli/answer.hpp"
#include "cli/database.hpp"
#include "cli/profile_wish.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "http/token.hpp"
#include "storage/profile_link_repository.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <limits>
#include <ostream>

namespace fingerpost::cli {

namespace {

using storage::Connection;
using storage::ProfileLink;
using storage::ProfileLinkRepository;

constexpr std::int64_t longest_validity = 366LL * 24 * 60 * 60;

/// "90m", "24h", "7d" in seconds.
Result<std::int64_t> parse_validity(const std::string& word) {
    constexpr std::array<std::pair<char, std::int64_t>, 3> units{
        {{'m', 60}, {'h', 60 * 60}, {'d', 24 * 60 * 60}}};
    for (const auto& [letter, seconds] : units) {
        if (!word.ends_with(letter)) continue;
        const auto number = std::string_view(word).substr(0, word.size() - 1);
        if (const auto count = to_integer(number, 1, longest_validity / seconds))
            return *count * seconds;
    }
    return Error{
        Errc::bad_request,
        "--valid \"" + word + "\" is not a time like 90m, 24h or 7d, of 366 days at most"};
}

// ---- link ---------------------------------------------------------------------------------------

struct NewLink {
    ProfileLink link;
    std::string url;
};

Result<NewLink> make_link(const Arguments& arguments, const app::Settings& settings) {
    const auto wish = profile_wish(arguments, settings);
    if (!wish) return wish.error();
    const auto validity = parse_validity(arguments.has("valid") ? arguments.get("valid") : "24h");
    if (!validity) return validity.error();
    const auto uses = number_of(arguments, "uses", 1, 1, 1000);
    if (!uses) return uses.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    if (const auto served = check_profile(*wish, *catalog); !served) return served.error();
    const auto connection = open_for_change(settings);
    if (!connection) return connection.error();
    const auto now = unix_time();
    const auto token = http::random_token();
    NewLink made{{0, wish->query, now, now + *validity, *uses}, {}};
    made.url = wish->base + "/mobileconfig/once/" + token;
    made.link.id = ProfileLinkRepository(**connection).add(made.link, app::link_hash(token));
    return made;
}

int run_link(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto made = make_link(arguments, configuration.settings);
    if (!made) return failed(io, made.error());
    const boost::json::object object{
        {"id", made->link.id},
        {"url", made->url},
        {"expires", utc_text(made->link.expires)},
        {"uses", made->link.uses_left}};
    io.out << (arguments.has("json") ? boost::json::serialize(object) : made->url) << '\n';
    return exit_ok;
}

// ---- links, revoke ------------------------------------------------------------------------------

/// "fred@example.com, jane@example.net"
std::string addresses_of(const ProfileLink& link) {
    std::string addresses;
    for (const auto& [key, value] : query_pairs(link.query))
        if (key == "emailaddress")
            addresses.append(addresses.empty() ? "" : ", ").append(percent_decoded(value));
    return addresses;
}

std::string state_of(const ProfileLink& link) {
    if (link.expires <= unix_time()) return "expired";
    return link.uses_left > 0 ? "valid" : "used up";
}

Result<Answer> list(Connection& connection, const Arguments&) {
    boost::json::array all;
    TextTable table({"ID", "FOR", "STATE", "USES LEFT", "EXPIRES"});
    for (const auto& link : ProfileLinkRepository(connection).list()) {
        const auto expires = utc_text(link.expires);
        all.push_back(boost::json::object{
            {"id", link.id},
            {"addresses", addresses_of(link)},
            {"state", state_of(link)},
            {"uses_left", link.uses_left},
            {"created", utc_text(link.created)},
            {"expires", expires}});
        table.add(
            {std::to_string(link.id),
             addresses_of(link),
             state_of(link),
             std::to_string(link.uses_left),
             expires}
        );
    }
    auto text =
        all.empty() ? "no links; make one with: fingerpost profile link ADDRESS\n" : table.str();
    return Answer{std::move(all), std::move(text)};
}

Result<Answer> revoke(Connection& connection, const Arguments& arguments) {
    const auto id = to_integer(arguments.get("ID"), 1, std::numeric_limits<std::int64_t>::max());
    if (!id)
        return Error{Errc::bad_request, "\"" + arguments.get("ID") + "\" is not the id of a link"};
    const auto removed = ProfileLinkRepository(connection).remove(*id);
    if (!removed) return removed.error();
    return Answer{boost::json::object{{"id", *id}}, "revoked link " + std::to_string(*id) + '\n'};
}

constexpr std::array link_options{
    profile_name_option,
    profile_kinds_option,
    Option{"valid", "TIME", "how long: 90m, 24h (if not said), 7d"},
    Option{"uses", "NUMBER", "how many downloads; 1 if not said"},
    profile_base_option,
    json_option,
};
constexpr std::array link_positionals{profile_addresses};
constexpr std::array only_json{json_option};
constexpr std::array one_link{Positional{"ID", "as profile links shows it"}};

} // namespace

constinit const Verb profile_group{
    .path = "profile",
    .summary = "Apple configuration profiles: links and QR codes that lead to them"};

constinit const Verb profile_link{
    .path = "profile link",
    .summary = "Make a link that gives a profile once, and print it",
    .options = link_options,
    .positionals = link_positionals,
    .details = "Whoever has the link can fetch the profile until it is used up or has expired. It\n"
               "is printed this once; the database holds only its hash. Messengers that show a\n"
               "preview may fetch it first: give such links more than one use.",
    .examples = "fingerpost profile link jane@example.com --name 'Jane Doe'\n"
                "fingerpost profile link jane@example.com jane@example.net --valid 7d --uses 3",
    .run = run_link};

constinit const Verb profile_links{
    .path = "profile links",
    .summary = "List the links, without their secrets",
    .options = only_json,
    .examples = "fingerpost profile links\n"
                "fingerpost profile links --json",
    .run = reading<list>};

constinit const Verb profile_revoke{
    .path = "profile revoke",
    .summary = "Take back a link; it answers 410 from then on",
    .options = only_json,
    .positionals = one_link,
    .examples = "fingerpost profile revoke 7",
    .run = changing<revoke>};

} // namespace fingerpost::cli

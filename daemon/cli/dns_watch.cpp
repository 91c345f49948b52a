#include "app/domain_check.hpp"
#include "base/text.hpp"
#include "base/together.hpp"
#include "catalog/domain.hpp"
#include "check/desired_sets.hpp"
#include "cli/answer.hpp"
#include "cli/database.hpp"
#include "cli/text_table.hpp"
#include "cli/verbs.hpp"
#include "zone/presentation.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

using boost::asio::awaitable;
using Sightings = std::vector<check::Sighting>;

constexpr int seconds_default = 5;
constexpr int seconds_max = 3600;

struct Watched {
    std::string domain;
    std::string name; ///< without the final dot
    resolve::Type type;
};

Result<Watched> watched_by(const Arguments& arguments) {
    const auto domain = parse_domain(arguments.get("DOMAIN"));
    if (!domain) return domain.error();
    const auto word = ascii_lower(arguments.get("NAME"));
    auto name = zone::absolute(word, *domain + '.');
    if (!zone::is_within(name, *domain + '.') && zone::is_within(word, *domain)) name = word + '.';
    const auto type = check::type_of(arguments.get("TYPE"));
    if (!type)
        return Error{
            Errc::bad_request,
            "\"" + arguments.get("TYPE") + "\" is no type of record that is read"};
    name.pop_back();
    return Watched{*domain, std::move(name), *type};
}

std::string head(const Sightings& sightings) {
    const auto left = check::settled_in(sightings);
    if (!left) return "servers of the zone differ, or do not answer\n";
    if (*left == 0) return "everybody shows what is desired\n";
    return "resolvers will have forgotten what was there in " + std::to_string(*left) +
           " seconds at most\n";
}

std::string table_of(const Sightings& sightings) {
    TextTable table({"PLACE", "SERIAL", "TTL", "STATE", "SHOWS"});
    for (const auto& seen : sightings)
        table.add(
            {seen.place,
             seen.serial ? std::to_string(*seen.serial) : "",
             seen.arrival == check::Arrival::unknown ? "" : std::to_string(seen.ttl),
             std::string(check::name(seen.arrival)),
             seen.shows}
        );
    return table.str();
}

boost::json::array json_of(const Sightings& sightings) {
    boost::json::array all;
    for (const auto& seen : sightings) {
        boost::json::object one{
            {"place", seen.place},
            {"state", check::name(seen.arrival)},
            {"shows", seen.shows},
            {"ttl", seen.ttl},
            {"caches", seen.caches}};
        if (seen.serial) one["serial"] = *seen.serial;
        all.push_back(std::move(one));
    }
    return all;
}

Exit exit_for(const Sightings& sightings) {
    bool unknown = false;
    for (const auto& seen : sightings) {
        unknown |= seen.arrival == check::Arrival::unknown;
        if (seen.arrival == check::Arrival::other || seen.arrival == check::Arrival::nothing)
            return exit_warning;
    }
    return unknown ? exit_unknown : exit_ok;
}

struct Watch {
    app::DomainCheck& checks;
    const Watched& what;
    std::chrono::seconds every;
    bool once;
    bool json;
    Io& io;
    Result<Exit> exit = Error{};
};

awaitable<void> look(Watch& watch) {
    const auto pace = real_time();
    while (true) {
        const auto& what = watch.what;
        const auto seen = co_await watch.checks.watch(what.domain, what.name, what.type);
        if (!seen) {
            watch.exit = seen.error();
            co_return;
        }
        if (watch.json)
            watch.io.out << boost::json::serialize(json_of(*seen)) << '\n';
        else
            watch.io.out << table_of(*seen) << head(*seen);
        watch.io.out.flush();
        watch.exit = exit_for(*seen);
        if (watch.once || *watch.exit == exit_ok) co_return;
        co_await pace.pause(watch.every);
    }
}

Result<Exit> watched(const Arguments& arguments, const app::Settings& settings, Io& io) {
    const auto what = watched_by(arguments);
    if (!what) return what.error();
    const auto every = number_of(arguments, "every", seconds_default, 1, seconds_max);
    if (!every) return every.error();
    const auto catalog = load_catalog(settings);
    if (!catalog) return catalog.error();
    boost::asio::io_context context(1);
    app::CheckWish wish;
    wish.live = false;
    wish.fresh = true;
    const auto checks = app::DomainCheck::make(context, settings, *catalog, std::move(wish));
    if (!checks) return checks.error();
    Watch watch{
        **checks,
        *what,
        std::chrono::seconds(*every),
        arguments.has("once"),
        arguments.has("json"),
        io};
    const auto ended = [&context](const std::exception_ptr& failure) {
        if (failure) std::rethrow_exception(failure);
        context.stop();
    };
    boost::asio::co_spawn(context, look(watch), ended);
    context.run();
    return watch.exit;
}

int run(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto exit = watched(arguments, configuration.settings, io);
    return exit ? *exit : failed(io, exit.error());
}

constexpr std::array options{
    Option{"every", "SECONDS", "look again after so many seconds, 5 by default"},
    Option{"once", "", "look once"},
    json_option,
};
constexpr std::array positionals{
    Positional{"DOMAIN", "a domain that is served"},
    Positional{"NAME", "a name in the domain: _imaps._tcp, @ for itself"},
    Positional{"TYPE", "SRV, TXT, MX and so on"}};

} // namespace

constinit const Verb dns_watch{
    .path = "dns watch",
    .summary = "Watch a record arrive: the zone's servers and resolvers side by side",
    .options = options,
    .positionals = positionals,
    .details =
        "Looks until everybody shows what is desired. The TTL of a resolver is the time until it\n"
        "asks anew. Exit 0: all show it, 2: somebody shows something else, 4: somebody is silent.",
    .examples = "fingerpost dns watch example.com _imaps._tcp SRV\n"
                "fingerpost dns watch example.com @ MX --once --check-vantages 192.0.2.53",
    .run = run};

} // namespace fingerpost::cli

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "cli/answer.hpp"
#include "cli/database.hpp"
#include "cli/trace_report.hpp"
#include "cli/verbs.hpp"
#include "cli/via_option.hpp"
#include "resolve/cares.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/json/serialize.hpp>

#include <array>
#include <ostream>
#include <random>

namespace fingerpost::cli {

namespace {

constexpr int seconds_default = 5;
constexpr int seconds_max = 300;

Result<const trace::Client*> client_named(const std::string& name) {
    if (const auto* client = trace::find_client(name)) return client;
    std::string names;
    for (const auto& client : trace::clients())
        names.append(names.empty() ? "" : ", ").append(client.name);
    return Error{Errc::bad_request, "--as \"" + name + "\" is none of " + names};
}

trace::WalkOptions walk_options(const Arguments& arguments) {
    trace::WalkOptions options;
    options.third_parties = arguments.has("third-parties");
    options.lottery = [generator = std::mt19937(std::random_device()())](std::uint32_t most
                      ) mutable { return std::uniform_int_distribution(0U, most)(generator); };
    return options;
}

/// Runs the walk to its end on a context of its own.
Result<trace::Trace>
walked(const trace::Client& client, const Address& who, const Arguments& arguments) {
    const auto via = via_of(arguments);
    if (!via) return via.error();
    const auto seconds = number_of(arguments, "timeout", seconds_default, 1, seconds_max);
    if (!seconds) return seconds.error();
    const std::chrono::seconds budget(*seconds);
    boost::asio::io_context context(1);
    const auto resolver = resolve::make_cares_resolver(context, {arguments.all("dns"), budget});
    if (!resolver) return Error{resolver.error().code, "--dns " + resolver.error().what};
    const auto web = http::Client::make({arguments.get("ca"), budget});
    if (!web) return Error{web.error().code, "--ca " + web.error().what};
    trace::Internet internet(**resolver, **web, *via);
    Result<trace::Trace> seen = Error{};
    const auto keep = [&](const std::exception_ptr& failure, trace::Trace trace) {
        if (failure) std::rethrow_exception(failure);
        seen = std::move(trace);
        context.stop();
    };
    boost::asio::co_spawn(
        context, trace::walk(client, who, internet, walk_options(arguments)), keep
    );
    context.run();
    return seen;
}

Exit exit_for(trace::Conclusion conclusion) {
    switch (conclusion) {
    case trace::Conclusion::works: return exit_ok;
    case trace::Conclusion::fails: return exit_critical;
    case trace::Conclusion::unknown: break;
    }
    return exit_unknown;
}

int run(const Arguments& arguments, Io& io) {
    const auto client = client_named(arguments.get("as"));
    if (!client) return failed(io, client.error());
    const auto who = Address::parse(arguments.get("ADDRESS"));
    if (!who) return failed(io, who.error());
    const auto seen = walked(**client, *who, arguments);
    if (!seen) return failed(io, seen.error());
    if (arguments.has("json"))
        io.out << boost::json::serialize(trace_json(**client, *who, *seen)) << '\n';
    else
        io.out << trace_text(**client, *who, *seen);
    return exit_for(seen->conclusion);
}

// clang-format off
constexpr std::array options{
    Option{"as", "CLIENT", "thunderbird, thunderbird-android, outlook, apple, evolution, kmail, geary, claws, deltachat, fairemail or davx5", true},
    Option{"via", "URL", "send every request there, with its own Host header: what the domain would get if its names led there"},
    Option{"dns", "ADDRESS", "ask this DNS server, ADDRESS or ADDRESS:PORT, not the system's", false, true},
    Option{"ca", "FILE", "trust the certificate authorities in this PEM file, not the system's"},
    Option{"third-parties", "", "ask providers' databases of third parties too, who learn the domain"},
    Option{"timeout", "SECONDS", "for each look-up, 5 by default"},
    json_option,
};
// clang-format on
constexpr std::array positionals{Positional{"ADDRESS", "a mail address of the domain"}};

} // namespace

constinit const Verb trace_address{
    .path = "trace",
    .summary =
        "See a domain through a mail client's eyes: its look-ups, what it takes, and why not",
    .options = options,
    .positionals = positionals,
    .details =
        "Makes the client's own look-ups in its own order, by DNS and HTTP, and reads what it\n"
        "finds as the client does. Exit 0: it works, 3: it does not, 4: that is not known.",
    .examples = "fingerpost trace jane@example.com --as thunderbird\n"
                "fingerpost trace jane@example.com --as geary --via http://127.0.0.1:4243",
    .run = run};

} // namespace fingerpost::cli

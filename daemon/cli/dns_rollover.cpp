#include "app/rollover_schedule.hpp"
#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "cli/attribute_file.hpp"
#include "cli/database.hpp"
#include "cli/rollover_report.hpp"
#include "cli/verbs.hpp"
#include "storage/provider_repository.hpp"

#include <array>
#include <limits>

namespace fingerpost::cli {

namespace {

using publish::Rollover;
using publish::Rollovers;
using storage::Connection;
using Told = Result<std::vector<Rollover>>;

constexpr std::int64_t day = 24LL * 60 * 60;

/// An action on the database and with the settings of the configuration in force; what it gives is
/// printed.
using RolloverAction = Told (*)(Rollovers&, Connection&, const Arguments&);

template <RolloverAction action>
int changing_rollovers(const Arguments& arguments, Io& io) {
    const auto configuration = configuration_in_force(arguments, io);
    if (!configuration.usable()) return exit_error;
    const auto connection = open_for_change(configuration.settings);
    if (!connection) return failed(io, connection.error());
    Rollovers rollovers(**connection, app::rollover_world(configuration.settings));
    const auto told = action(rollovers, **connection, arguments);
    if (!told) return failed(io, told.error());
    write_rollovers(*told, arguments.has("json"), io);
    return exit_ok;
}

// ---- start --------------------------------------------------------------------------------------

Result<publish::RolloverWish> wish_of(Connection& connection, const Arguments& arguments) {
    const auto margin = number_of(arguments, "margin", 60 * 60, 0, 7 * day);
    if (!margin) return margin.error();
    const auto hold = number_of(arguments, "hold", 7, 0, 90);
    if (!hold) return hold.error();
    publish::RolloverWish wish;
    wish.kind = arguments.get("KIND");
    wish.qualifier = arguments.get(wish.kind == "tlsa" ? "service" : "selector");
    wish.old_qualifier = arguments.get("old");
    wish.lowered_to = arguments.get("ttl");
    wish.revoke = arguments.has("revoke");
    wish.margin = *margin;
    wish.hold = *hold * day;
    wish.hook = arguments.all("hook");
    if (!wish.hook.empty() && !wish.hook.front().starts_with('/'))
        return Error{Errc::bad_request, "--hook needs the absolute path of a program first"};
    if (arguments.has("file")) {
        auto value = value_of_file(wish.kind, arguments.get("file"));
        if (!value) return value.error();
        wish.value = std::move(*value);
    }
    if (arguments.has("provider")) {
        const auto provider =
            storage::ProviderRepository(connection).get(arguments.get("provider"));
        if (!provider) return provider.error();
        wish.provider = provider->id;
    }
    return wish;
}

/// All of them or none.
Told start(Rollovers& rollovers, Connection& connection, const Arguments& arguments) {
    const auto words = arguments.all("DOMAIN");
    if (arguments.has("provider") != words.empty())
        return Error{Errc::bad_request, "say whose: either --provider PROVIDER or DOMAINs"};
    auto wish = wish_of(connection, arguments);
    if (!wish) return wish.error();
    std::vector<std::string> domains{""};
    if (!words.empty()) domains = words;
    std::vector<Rollover> begun;
    storage::Transaction transaction(connection);
    for (const auto& word : domains) {
        auto domain = word.empty() ? Result<std::string>(word) : parse_domain(word);
        if (!domain) return domain.error();
        wish->domain = std::move(*domain);
        auto one = rollovers.start(*wish);
        if (!one) return one.error();
        begun.push_back(std::move(*one));
    }
    transaction.commit();
    return begun;
}

// ---- advance, cancel, run -----------------------------------------------------------------------

Told one(Result<Rollover> rollover) {
    if (!rollover) return rollover.error();
    return std::vector<Rollover>{std::move(*rollover)};
}

Told advance(Rollovers& rollovers, Connection&, const Arguments& arguments) {
    const auto id = rollover_id(arguments);
    if (!id) return id.error();
    return one(rollovers.advance(*id, arguments.has("force")));
}

Told cancel(Rollovers& rollovers, Connection&, const Arguments& arguments) {
    const auto id = rollover_id(arguments);
    if (!id) return id.error();
    return one(rollovers.cancel(*id, arguments.has("unused")));
}

Told run(Rollovers& rollovers, Connection&, const Arguments&) {
    return rollovers.run();
}

constexpr std::array start_options{
    Option{"provider", "PROVIDER", "of a provider's attributes, for all its domains"},
    Option{"selector", "NAME", "dkim: the new key's selector"},
    Option{"old", "NAME", "dkim: the selector that gives way, where there are several"},
    Option{"service", "HOST:PORT", "tlsa: where the certificate is shown"},
    Option{"file", "FILE", "the new key: PEM or a TXT record for dkim, PEM for tlsa"},
    Option{"ttl", "SECONDS", "of all the owner's records while it lasts"},
    Option{"hold", "DAYS", "dkim: that mail may be under way; 7 if not said"},
    Option{"margin", "SECONDS", "for name servers that follow late; 3600 if not said"},
    Option{"revoke", "", "dkim: the old key stays as one that is revoked (p=)"},
    Option{
        .name = "hook",
        .value = "WORD",
        .help = "program that switches, then its arguments, each by a --hook; no secrets",
        .repeated = true},
    json_option,
};
constexpr std::array start_positionals{
    Positional{"KIND", "dkim, tlsa or mta-sts-removal"},
    Positional{"DOMAIN", "domains whose attributes change", false, true}};
constexpr std::array advance_options{
    Option{"force", "", "published by other means than fingerpost dns apply"}, json_option};
constexpr std::array cancel_options{
    Option{"unused", "", "the new key was never in use: nobody has to be waited for"}, json_option};
constexpr std::array only_json{json_option};

} // namespace

constinit const Verb dns_rollover_group{
    .path = "dns rollover",
    .summary = "Replace keys and end policies in steps that wait for caches"};

constinit const Verb dns_rollover_start{
    .path = "dns rollover start",
    .summary = "Begin a roll-over: the new key is published beside the old one",
    .options = start_options,
    .positionals = start_positionals,
    .details =
        "Each step changes attributes, waits until the records are published and then for\n"
        "caches. The daemon goes on by itself, or else dns rollover run. At the step switch\n"
        "the hook is run, or somebody switches and says so by dns rollover advance.",
    .examples =
        "fingerpost dns rollover start dkim example.com --selector mail2027 --file new.pem\n"
        "fingerpost dns rollover start tlsa example.com --service mx.example.com:25 --file mx.pem\n"
        "fingerpost dns rollover start mta-sts-removal example.com",
    .run = changing_rollovers<start>};

constinit const Verb dns_rollover_advance{
    .path = "dns rollover advance",
    .summary = "Say that what a roll-over waits for has been done: switched, or published",
    .options = advance_options,
    .positionals = one_rollover,
    .examples = "fingerpost dns rollover advance 7",
    .run = changing_rollovers<advance>};

constinit const Verb dns_rollover_cancel{
    .path = "dns rollover cancel",
    .summary = "Go back to the old key, in the order that leaves no key in use without a record",
    .options = cancel_options,
    .positionals = one_rollover,
    .details = "Once switching has begun, the new key stays published until dns rollover advance\n"
               "says that the old one is in use again, and caches and mail have been waited for.",
    .examples = "fingerpost dns rollover cancel 7\nfingerpost dns rollover cancel 7 --unused",
    .run = changing_rollovers<cancel>};

constinit const Verb dns_rollover_run{
    .path = "dns rollover run",
    .summary = "Do what is due, as the daemon does every minute",
    .options = only_json,
    .examples = "fingerpost dns rollover run",
    .run = changing_rollovers<run>};

} // namespace fingerpost::cli

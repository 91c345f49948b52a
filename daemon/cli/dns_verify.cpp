#include "cli/answer.hpp"
#include "cli/database.hpp"
#include "cli/dns_session.hpp"
#include "cli/domain_choice.hpp"
#include "cli/verbs.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <ostream>
#include <thread>

namespace fingerpost::cli {

namespace {

using app::ServerView;
using publish::ChangeKind;

constexpr std::chrono::seconds pause_between_looks{2};

/// The word for what a server shows of an RRset.
std::string_view verdict(ChangeKind kind) {
    switch (kind) {
    case ChangeKind::none: return "ok";
    case ChangeKind::create: return "missing";
    case ChangeKind::unknown: return "unknown";
    default: return "wrong";
    }
}

std::string joined(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values)
        text.append(text.empty() ? "" : ", ").append(value);
    return text.empty() ? "nothing" : text;
}

void write_text(const ServerView& view, Io& io) {
    std::size_t right = 0, all = 0;
    for (const auto& domain : view.plan.domains)
        for (const auto& change : domain.changes) {
            ++all;
            right += change.kind == ChangeKind::none;
            if (change.kind == ChangeKind::none) continue;
            io.out << view.server << ": " << change.owner() << ' ' << change.type() << ' '
                   << verdict(change.kind) << ": ";
            if (change.kind == ChangeKind::unknown)
                io.out << change.why << '\n';
            else
                io.out << "expected " << joined(change.after.values) << " (TTL " << change.after.ttl
                       << "), found " << joined(change.before.values) << '\n';
        }
    io.out << view.server << ": " << right << " of " << all << " RRsets are as desired\n";
}

void write_json(const std::vector<ServerView>& views, Io& io) {
    boost::json::array all;
    for (const auto& view : views)
        for (const auto& domain : view.plan.domains)
            for (const auto& change : domain.changes)
                all.push_back(boost::json::object{
                    {"server", view.server},
                    {"domain", domain.domain},
                    {"owner", change.owner()},
                    {"type", change.type()},
                    {"verdict", verdict(change.kind)},
                    {"expected", boost::json::value_from(change.after.values)},
                    {"found", boost::json::value_from(change.before.values)},
                    {"why", change.why}});
    io.out << boost::json::serialize(all) << '\n';
}

/// 0: all is as desired; 3: something is not; 4: somebody did not answer.
Exit exit_for(const std::vector<ServerView>& views) {
    auto worst = exit_ok;
    for (const auto& view : views)
        for (const auto& domain : view.plan.domains)
            for (const auto& change : domain.changes) {
                if (change.kind == ChangeKind::none) continue;
                if (change.kind != ChangeKind::unknown) return exit_critical;
                worst = exit_unknown;
            }
    return worst;
}

int run(const Arguments& arguments, Io& io) {
    const auto domains = named_domains(arguments);
    if (!domains) return failed(io, domains.error());
    const auto wait = number_of(arguments, "wait", 0, 0, 604800);
    if (!wait) return failed(io, wait.error());
    const auto session = DnsSession::open(arguments, io);
    if (!session) return session.error().what.empty() ? exit_error : failed(io, session.error());
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(*wait);
    auto views = (*session)->run((*session)->publication().verify(*domains));
    while (views && exit_for(*views) != exit_ok && std::chrono::steady_clock::now() < deadline) {
        std::this_thread::sleep_for(pause_between_looks);
        views = (*session)->run((*session)->publication().verify(*domains));
    }
    if (!views) return failed(io, views.error());
    if (arguments.has("json"))
        write_json(*views, io);
    else
        for (const auto& view : *views)
            write_text(view, io);
    return exit_for(*views);
}

constexpr std::array options{
    Option{"all", "", "every domain that is served"},
    Option{"wait", "SECONDS", "look again until all is as desired, for so long"},
    json_option,
};
constexpr std::array positionals{Positional{"DOMAIN", "domains that are served", false, true}};

} // namespace

constinit const Verb dns_verify{
    .path = "dns verify",
    .summary = "See whether every name server shows what is desired",
    .options = options,
    .positionals = positionals,
    .details = "Asks each of dns_servers. Exit 0: all is as desired, 3: it is not, 4: no answer.",
    .examples = "fingerpost dns verify example.com --wait 300",
    .run = run};

} // namespace fingerpost::cli

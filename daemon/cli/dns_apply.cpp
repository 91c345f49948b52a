#include "cli/answer.hpp"
#include "cli/database.hpp"
#include "cli/dns_session.hpp"
#include "cli/verbs.hpp"

#include <boost/json.hpp>

#include <array>
#include <ostream>

namespace fingerpost::cli {

namespace {

using publish::ApplyReport;
using publish::PushStatus;

void write_text(const ApplyReport& report, Io& io) {
    for (const auto& domain : report.domains) {
        if (domain.status == PushStatus::applied) continue;
        io.out << domain.domain << ": " << publish::name(domain.status) << ": " << domain.why
               << '\n';
    }
    io.out << report.domains.size() - report.failures() << " applied, " << report.failures()
           << " failed";
    if (report.left > 0) io.out << ", " << report.left << " not tried because too many had failed";
    io.out << '\n';
}

void write_json(const ApplyReport& report, Io& io) {
    boost::json::array domains;
    for (const auto& domain : report.domains)
        domains.push_back(boost::json::object{
            {"domain", domain.domain},
            {"status", publish::name(domain.status)},
            {"why", domain.why}});
    io.out << boost::json::serialize(boost::json::object{
                  {"domains", std::move(domains)}, {"not_tried", report.left}})
           << '\n';
}

void write_behind(const app::Behind& behind, Io& io) {
    io.err << behind.zone << ": " << behind.secondary.server << " is "
           << publish::name(behind.secondary.status) << ": " << behind.secondary.why << '\n';
}

Exit exit_for(const app::Published& published) {
    if (published.report.failures() > 0 || published.report.left > 0) return exit_error;
    return published.behind.empty() ? exit_ok : exit_warning;
}

using Action = boost::asio::awaitable<Result<app::Published>> (app::DnsPublication::*)(
    std::string id, app::DnsPublication::Manner manner
);

template <Action action>
int run(const Arguments& arguments, Io& io) {
    app::DnsPublication::Manner manner;
    manner.force = arguments.has("force");
    const auto wait = number_of(arguments, "wait", manner.longest_wait.count(), 0, 604800);
    if (!wait) return failed(io, wait.error());
    manner.longest_wait = std::chrono::seconds(*wait);
    const auto session = DnsSession::open(arguments, io);
    if (!session) return session.error().what.empty() ? exit_error : failed(io, session.error());
    auto& publication = (*session)->publication();
    const auto published = (*session)->run((publication.*action)(arguments.get("PLAN"), manner));
    if (!published) return failed(io, published.error());
    if (arguments.has("json"))
        write_json(published->report, io);
    else
        write_text(published->report, io);
    for (const auto& behind : published->behind)
        write_behind(behind, io);
    return exit_for(*published);
}

constexpr std::array options{
    Option{"force", "", "also beyond the limits, and where mail records would go"},
    Option{
        "wait", "SECONDS", "for secondaries to follow, 60 by default; at most SOA refresh + retry"},
    json_option,
};
constexpr std::array positionals{Positional{"PLAN", "the id that dns plan has printed"}};

} // namespace

constinit const Verb dns_apply{
    .path = "dns apply",
    .summary = "Apply a plan, if things are still as they were when it was made",
    .options = options,
    .positionals = positionals,
    .details = "Begins with one domain, then ten, and stops when too many fail. What was applied\n"
               "is read back from the name server. Exit 2: a secondary does not follow.",
    .examples = "fingerpost dns apply 0123456789abcdef",
    .run = run<&app::DnsPublication::apply>};

constinit const Verb dns_undo{
    .path = "dns undo",
    .summary = "Take back what a plan has applied, where nobody has changed it since",
    .options = options,
    .positionals = positionals,
    .examples = "fingerpost dns undo 0123456789abcdef",
    .run = run<&app::DnsPublication::undo>};

} // namespace fingerpost::cli

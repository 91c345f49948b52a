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

using Action = boost::asio::awaitable<Result<ApplyReport>> (app::DnsPublication::*)(
    std::string id, bool force
);

template <Action action>
int run(const Arguments& arguments, Io& io) {
    const auto session = DnsSession::open(arguments, io);
    if (!session) return session.error().what.empty() ? exit_error : failed(io, session.error());
    auto& publication = (*session)->publication();
    const auto report =
        (*session)->run((publication.*action)(arguments.get("PLAN"), arguments.has("force")));
    if (!report) return failed(io, report.error());
    if (arguments.has("json"))
        write_json(*report, io);
    else
        write_text(*report, io);
    return report->failures() > 0 || report->left > 0 ? exit_error : exit_ok;
}

constexpr std::array options{
    Option{"force", "", "also beyond the limits, and where mail records would go"},
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
               "is read back from the name server.",
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

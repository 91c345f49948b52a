#include "cli/trace_report.hpp"

#include "cli/text_table.hpp"

#include <boost/json/array.hpp>

namespace fingerpost::cli {

namespace {

using trace::Verdict;

boost::json::object to_json(const trace::MailServer& server) {
    return {
        {"type", server.kind},
        {"host", server.host},
        {"port", server.port},
        {"security", name(server.secured)},
        {"user_name", server.user_name},
        {"authentication", server.authentication}};
}

boost::json::value to_json(const std::optional<trace::MailServer>& server) {
    return server ? boost::json::value(to_json(*server)) : boost::json::value();
}

/// A refusal is worth its source: it is what one would argue with.
std::string reason(const trace::Step& step) {
    if (step.verdict != Verdict::refused) return step.why;
    return step.why + " [" + std::string(step.source) + ']';
}

void add(TextTable& table, const char* direction, const trace::MailServer& server) {
    table.add(
        {direction,
         server.kind,
         server.host + " port " + std::to_string(server.port),
         std::string(name(server.secured)),
         server.authentication.empty() ? "as the server offers" : server.authentication,
         server.user_name}
    );
}

std::string settings_text(const trace::Settings& settings) {
    TextTable mail;
    if (settings.incoming) add(mail, "  incoming", *settings.incoming);
    if (settings.outgoing) add(mail, "  outgoing", *settings.outgoing);
    TextTable dav;
    for (const auto& account : settings.dav)
        dav.add({"  " + account.kind, account.url, account.user_name});
    const auto text = mail.str() + dav.str();
    return text.empty() ? "" : "would be configured:\n" + text;
}

} // namespace

std::string trace_text(const trace::Client& client, const Address& who, const trace::Trace& seen) {
    TextTable steps;
    for (const auto& step : seen.steps)
        steps.add({"  " + std::string(name(step.verdict)), step.what, reason(step)});
    const auto head = std::string(client.title) + " looks for " + who.str() + ":\n";
    return printable(head.substr(0, head.size() - 1)) + '\n' + steps.str() +
           settings_text(seen.settings) + printable(seen.summary) + '\n';
}

boost::json::value
trace_json(const trace::Client& client, const Address& who, const trace::Trace& seen) {
    boost::json::array steps;
    for (const auto& step : seen.steps)
        steps.push_back(boost::json::object{
            {"asked", step.what},
            {"verdict", name(step.verdict)},
            {"why", step.why},
            {"source", step.source}});
    boost::json::array dav;
    for (const auto& account : seen.settings.dav)
        dav.push_back(boost::json::object{
            {"type", account.kind}, {"url", account.url}, {"user_name", account.user_name}});
    return boost::json::object{
        {"address", who.str()},
        {"client", client.name},
        {"result", name(seen.conclusion)},
        {"summary", seen.summary},
        {"steps", std::move(steps)},
        {"incoming", to_json(seen.settings.incoming)},
        {"outgoing", to_json(seen.settings.outgoing)},
        {"dav", std::move(dav)}};
}

} // namespace fingerpost::cli

#include "trace/journey.hpp"

namespace fingerpost::trace {

using boost::asio::awaitable;

namespace {

std::string owner_of(const SrvService& service, const Journey& journey) {
    return std::string(service.label) + "._tcp." + journey.address.domain;
}

std::string shown(const std::vector<resolve::Srv>& records) {
    std::string text;
    for (const auto& srv : records)
        text += (text.empty() ? "" : ", ") + srv.target + " port " + std::to_string(srv.port);
    return text;
}

struct Asked {
    SrvFound found;
    resolve::Answer answer;
};

/// Asks label after label, until one offers something; all of them where they are merged.
awaitable<std::vector<Asked>> ask_all(Journey& journey, std::span<const SrvService> services) {
    std::vector<Asked> all;
    for (const auto& service : services) {
        Asked asked;
        asked.answer = co_await journey.outside.ask(owner_of(service, journey), resolve::Type::srv);
        asked.found = {&service, resolve::all<resolve::Srv>(asked.answer)};
        all.push_back(asked);
        if (offers(asked.found) && !journey.client.mail_srv->merged) break;
    }
    co_return all;
}

SrvChoice choice_of(const Journey& journey, const std::vector<Asked>& all) {
    std::vector<SrvFound> found;
    found.reserve(all.size());
    for (const auto& asked : all)
        found.push_back(asked.found);
    return choose(*journey.client.mail_srv, found, journey.address, journey.options.lottery);
}

/// `useless`: the other direction is missing, and the client needs both.
Setback judged(const Asked& asked, const SrvChoice& choice, bool useless) {
    const auto& [service, records] = asked.found;
    if (records.empty()) return {verdict_of(asked.answer), summary(asked.answer)};
    if (!offers(asked.found)) return {Verdict::refused, "decidedly not offered (target \".\")"};
    if (useless)
        return {Verdict::refused, shown(records) + ": of use only when both directions are there"};
    if (choice.service == service) return {Verdict::taken, summary(choice.server)};
    return {Verdict::refused, shown(records) + ": another is preferred"};
}

} // namespace

Verdict verdict_of(const resolve::Answer& answer) {
    return answer.outcome == resolve::Outcome::unknown ? Verdict::unknown : Verdict::not_found;
}

awaitable<void> take_mail_srv(Journey& journey, const StepRow& row) {
    const auto& rules = *journey.client.mail_srv;
    const auto in = co_await ask_all(journey, rules.incoming);
    const auto out = co_await ask_all(journey, rules.outgoing);
    const auto incoming = choice_of(journey, in);
    const auto outgoing = choice_of(journey, out);
    const bool useless = rules.both && (!incoming.service || !outgoing.service);
    const auto note = [&](const Asked& asked, const SrvChoice& choice) {
        const auto [verdict, why] = judged(asked, choice, useless);
        journey.note("SRV " + owner_of(*asked.found.service, journey), verdict, why, row);
    };
    for (const auto& asked : in)
        note(asked, incoming);
    for (const auto& asked : out)
        note(asked, outgoing);
    Settings found;
    if (incoming.service && !useless) found.incoming = incoming.server;
    if (outgoing.service && !useless) found.outgoing = outgoing.server;
    journey.trace.settings.complete_with(found);
}

} // namespace fingerpost::trace

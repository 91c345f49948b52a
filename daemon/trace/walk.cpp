#include "trace/walk.hpp"

#include "trace/journey.hpp"

#include <algorithm>

namespace fingerpost::trace {

using boost::asio::awaitable;

namespace {

bool wants(const StepRow& row, std::string_view place) {
    return row.url.find(place) != row.url.npos;
}

bool is_done(const Journey& journey, const StepRow& row) {
    if (row.kind == Kind::dav) return false;
    return journey.trace.settings.mail();
}

/// A row that the client looks at no more, because of a reply it took for its answer.
bool is_closed(const Journey& journey, const StepRow& row) {
    const bool group = row.group != 0 && row.group == journey.closed_group;
    return group || (journey.documents_ended && row.kind == Kind::autoconfig);
}

awaitable<void> take(Journey& journey, const StepRow& row, std::string mx = "") {
    if (is_done(journey, row)) co_return;
    if (is_closed(journey, row)) {
        const auto what = "GET " + filled(row.url, journey.address, {mx});
        journey.note(what, Verdict::not_asked, "a reply above was taken for the answer", row);
        co_return;
    }
    switch (row.kind) {
    case Kind::autoconfig: co_await take_document(journey, row, mx); break;
    case Kind::pox_post:
    case Kind::pox_get: co_await take_pox(journey, row); break;
    case Kind::pox_redirect: co_await take_pox_redirect(journey, row); break;
    case Kind::pox_srv: co_await take_pox_srv(journey, row); break;
    case Kind::mail_srv: co_await take_mail_srv(journey, row); break;
    case Kind::dav: co_await take_dav(journey, row); break;
    case Kind::profile: co_await take_profile(journey, row); break;
    case Kind::never: {
        const auto what = filled(row.what, journey.address, {});
        journey.note(what, Verdict::not_asked, "not part of what a domain publishes", row);
        break;
    }
    }
}

/// The domains behind the best exchanger of the address's domain.
awaitable<std::vector<std::string>> behind_exchanger(Journey& journey, const StepRow& row) {
    const auto& domain = journey.address.domain;
    const auto answer = co_await journey.outside.ask(domain, resolve::Type::mx);
    const auto records = resolve::all<resolve::Mx>(answer);
    const auto best = std::min_element(
        records.begin(),
        records.end(),
        [](const resolve::Mx& a, const resolve::Mx& b) { return a.preference < b.preference; }
    );
    const auto what = "MX " + domain;
    if (best == records.end()) {
        journey.note(what, verdict_of(answer), summary(answer), row);
        co_return std::vector<std::string>();
    }
    auto domains = mx_domains(journey.client.mx, best->host, domain);
    const auto why = domains.empty() ? ": leads to no other domain" : "";
    const auto verdict = domains.empty() ? Verdict::refused : Verdict::taken;
    journey.note(what, verdict, best->host + why, row);
    co_return domains;
}

/// Rows for the exchanger's domains: all of them for one domain before the next.
awaitable<void> take_behind_exchanger(Journey& journey, std::span<const StepRow> rows) {
    if (is_done(journey, rows.front()) || is_closed(journey, rows.front())) co_return;
    const auto domains = co_await behind_exchanger(journey, rows.front());
    for (const auto& domain : domains)
        for (const auto& row : rows)
            co_await take(journey, row, domain);
}

std::string missing(const Settings& settings, bool mail) {
    if (!mail) return "no calendar and no contacts are configured";
    if (settings.incoming) return "no server for sending is configured";
    return settings.outgoing ? "no server for receiving is configured" : "nothing is configured";
}

void conclude(Journey& journey) {
    auto& trace = journey.trace;
    const std::string title(journey.client.title);
    const auto open = [](const Step& step) { return step.verdict == Verdict::unknown; };
    const bool unknown = std::any_of(trace.steps.begin(), trace.steps.end(), open);
    const bool works = journey.client.mail ? trace.settings.mail() : !trace.settings.dav.empty();
    if (works) {
        trace.conclusion = Conclusion::works;
        trace.summary = title + " works";
        if (unknown) trace.summary += ", but not every look-up before it could be made";
        return;
    }
    trace.conclusion = unknown ? Conclusion::unknown : Conclusion::fails;
    const auto what = missing(trace.settings, journey.client.mail);
    trace.summary = unknown ? "it is not known whether " + title + " works: " + what +
                                  ", and not every look-up could be made"
                            : title + " does not work: " + what;
}

} // namespace

std::string_view name(Verdict verdict) {
    switch (verdict) {
    case Verdict::taken: return "taken";
    case Verdict::refused: return "refused";
    case Verdict::not_found: return "not found";
    case Verdict::unknown: return "unknown";
    case Verdict::not_asked: return "not asked";
    }
    return "?";
}

std::string_view name(Conclusion conclusion) {
    switch (conclusion) {
    case Conclusion::works: return "works";
    case Conclusion::fails: return "fails";
    case Conclusion::unknown: return "unknown";
    }
    return "?";
}

awaitable<Trace>
walk(const Client& client, Address address, Outside& outside, WalkOptions options) {
    Journey journey{client, std::move(address), outside, std::move(options)};
    const auto& steps = client.steps;
    for (std::size_t i = 0; i < steps.size();) {
        auto end = i;
        while (end < steps.size() && wants(steps[end], "{mx}"))
            ++end;
        if (end > i) {
            co_await take_behind_exchanger(journey, steps.subspan(i, end - i));
            i = end;
        } else {
            co_await take(journey, steps[i++]);
        }
    }
    conclude(journey);
    co_return std::move(journey.trace);
}

} // namespace fingerpost::trace

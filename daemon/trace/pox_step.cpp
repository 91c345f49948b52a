#include "trace/journey.hpp"

namespace fingerpost::trace {

using boost::asio::awaitable;

namespace {

Result<http::Call>
pox_call(const Journey& journey, const std::string& method, const std::string& url) {
    auto call = call_of(method, url);
    if (!call || method == "GET") return call;
    call->headers = {{"Content-Type", "text/xml; charset=utf-8"}};
    call->body = pox_request(journey.address);
    return call;
}

/// Asks one URL, and those its answers lead to.
awaitable<void> ask(Journey& journey, const StepRow& row, std::string method, std::string url) {
    const auto what = method + ' ' + url;
    std::string trail;
    for (int hop = 0; hop <= redirects_max; ++hop) {
        const auto call = pox_call(journey, method, url);
        if (!call) {
            journey.note(what, Verdict::refused, trail + call.error().what, row);
            co_return;
        }
        const auto fetched = co_await fetch(journey.outside, journey.client.follows, *call);
        if (const auto back = setback(fetched, journey.client.accepts)) {
            journey.note(what, back->verdict, trail + back->why, row);
            co_return;
        }
        trail += fetched.trail;
        const auto& reply = *fetched.reply;
        const auto& rules = *journey.client.pox;
        const auto type = reply.header("content-type");
        const auto answer = read_pox(rules, type, reply.body, journey.address);
        if (!answer) {
            journey.note(what, Verdict::refused, trail + answer.error().what, row);
            journey.trace.steps.back().source = rules.source;
            co_return;
        }
        if (!answer->redirect_address.empty()) {
            const auto why = trail + "redirected to the address " + answer->redirect_address +
                             ", with which the client begins again: trace that one";
            journey.note(what, Verdict::unknown, why, row);
            co_return;
        }
        if (answer->redirect_url.empty()) {
            journey.take(what, answer->settings, trail + "from " + reply.peer, row);
            co_return;
        }
        url = answer->redirect_url;
        trail += "redirected to " + url + "; ";
    }
    journey.note(what, Verdict::refused, trail + "too many redirections", row);
}

} // namespace

awaitable<void> take_pox(Journey& journey, const StepRow& row) {
    const std::string method = row.kind == Kind::pox_get ? "GET" : "POST";
    const auto url = filled(row.url, journey.address, {});
    co_await ask(journey, row, method, url);
}

/// [MS-OXDISCO] §3.1.5.4: only the Location of the plain request is of use.
awaitable<void> take_pox_redirect(Journey& journey, const StepRow& row) {
    const auto url = filled(row.url, journey.address, {});
    const auto what = "GET " + url;
    const auto call = call_of("GET", url);
    if (!call) {
        journey.note(what, Verdict::refused, call.error().what, row);
        co_return;
    }
    Fetched fetched;
    fetched.reply = co_await journey.outside.fetch(*call);
    if (fetched.reply && is_redirect(*fetched.reply)) {
        const auto to = http::follow(call->url, fetched.reply->header("location"));
        if (to && to->tls) {
            journey.note(what, Verdict::taken, "redirected to " + to->str(), row);
            co_await ask(journey, row, "POST", to->str());
            co_return;
        }
        journey.note(what, Verdict::refused, "a redirection that does not lead to https", row);
        co_return;
    }
    if (const auto back = setback(fetched, Accepts::any))
        journey.note(what, back->verdict, back->why, row);
    else if (fetched.reply->status == 404)
        journey.note(what, Verdict::not_found, "status 404", row);
    else
        journey.note(what, Verdict::refused, "no redirection", row);
}

awaitable<void> take_pox_srv(Journey& journey, const StepRow& row) {
    const auto owner = "_autodiscover._tcp." + journey.address.domain;
    const auto answer = co_await journey.outside.ask(owner, resolve::Type::srv);
    const auto records = in_order(resolve::all<resolve::Srv>(answer), journey.options.lottery);
    if (records.empty()) {
        journey.note("SRV " + owner, verdict_of(answer), summary(answer), row);
        co_return;
    }
    // only port 443 means TLS for certain; Thunderbird takes 443 whatever the record says
    const auto& srv = records.front();
    if (srv.target == "." || (srv.port != 443 && journey.client.pox != &thunderbird_pox)) {
        const auto why = srv.target == "." ? "decidedly not offered" : "not the port of https";
        journey.note("SRV " + owner, Verdict::refused, why, row);
        co_return;
    }
    journey.note("SRV " + owner, Verdict::taken, "target " + srv.target, row);
    Places places;
    places.target = srv.target;
    const auto url = filled(row.url, journey.address, places);
    co_await ask(journey, row, "POST", url);
}

} // namespace fingerpost::trace

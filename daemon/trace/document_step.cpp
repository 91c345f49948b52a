#include "base/text.hpp"
#include "http/signed_content.hpp"
#include "trace/autoconfig_reader.hpp"
#include "trace/journey.hpp"
#include "trace/profile_reader.hpp"
#include "trace/words.hpp"

#include <array>

namespace fingerpost::trace {

using boost::asio::awaitable;

namespace {

/// What FairEmail and others send as it stands, as far as a URL can hold it.
std::string raw(const std::string& address) {
    return percent_encoded(address, "@+");
}

bool accepted(Accepts accepts, const http::Reply& reply) {
    switch (accepts) {
    case Accepts::any: return true;
    case Accepts::only_200: return reply.status == 200;
    case Accepts::success: return reply.success();
    }
    return false;
}

void close(Journey& journey, const StepRow& row) {
    if (journey.client.bad_answer_ends == Ends::group) journey.closed_group = row.group;
    if (journey.client.bad_answer_ends == Ends::documents) journey.documents_ended = true;
}

/// What is inside, and what to say of the signature.
Result<std::string> opened(const std::string& body, std::string& note) {
    const auto begins = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (begins != body.npos && body[begins] == '<') {
        note = ", not signed";
        return body;
    }
    note = ", signed";
    return http::signed_content(body);
}

} // namespace

std::string filled(std::string_view pattern, const Address& address, const Places& places) {
    const std::array<std::pair<std::string_view, std::string>, 5> names{
        {{"{domain}", address.domain},
         {"{address}", percent_encoded(address.str())},
         {"{raw_address}", raw(address.str())},
         {"{mx}", places.mx},
         {"{target}", places.target}}};
    std::string text(pattern);
    for (const auto& [name, value] : names)
        if (const auto at = text.find(name); at != text.npos) text.replace(at, name.size(), value);
    if (const auto at = text.find("{domain}"); at != text.npos)
        return filled(text, address, places);
    return text;
}

Result<http::Call> call_of(std::string method, const std::string& url) {
    auto parsed = http::parse_url(url);
    if (!parsed) return parsed.error();
    http::Call call;
    call.method = std::move(method);
    call.url = std::move(*parsed);
    return call;
}

std::optional<Setback> setback(const Fetched& fetched, Accepts accepts) {
    if (fetched.reply && accepted(accepts, *fetched.reply)) return std::nullopt;
    if (!fetched.reply) {
        const auto& error = fetched.reply.error();
        auto verdict = Verdict::refused;
        if (error.code == Errc::not_found) verdict = Verdict::not_found;
        if (error.code == Errc::timeout) verdict = Verdict::unknown;
        return Setback{verdict, fetched.trail + error.what};
    }
    const auto status = fetched.reply->status;
    const bool none = status == 404 || status == 410;
    return Setback{
        none ? Verdict::not_found : Verdict::refused,
        fetched.trail + "status " + std::to_string(status) + " from " + fetched.reply->peer};
}

awaitable<void> take_document(Journey& journey, const StepRow& row, std::string mx) {
    const auto& client = journey.client;
    const auto url = filled(row.url, journey.address, {mx});
    const auto what = "GET " + url;
    if (row.third_party && !journey.options.third_parties) {
        journey.note(what, Verdict::not_asked, "a third party: --third-parties asks it too", row);
        co_return;
    }
    const auto call = call_of("GET", url);
    if (!call) {
        journey.note(what, Verdict::refused, call.error().what, row);
        co_return;
    }
    const auto fetched = co_await fetch(journey.outside, client.follows, *call);
    if (const auto back = setback(fetched, client.accepts)) {
        journey.note(what, back->verdict, back->why, row);
        co_return;
    }
    const auto& reply = *fetched.reply;
    const auto type = reply.header("content-type");
    const auto found = read_autoconfig(*client.documents, type, reply.body, journey.address);
    if (found) {
        journey.take(what, *found, fetched.trail + "from " + reply.peer, row);
        co_return;
    }
    journey.note(what, Verdict::refused, fetched.trail + found.error().what, row);
    journey.trace.steps.back().source = client.documents->source;
    close(journey, row);
}

awaitable<void> take_profile(Journey& journey, const StepRow& row) {
    const auto url = filled(row.url, journey.address, {});
    const auto what = "GET " + url;
    const auto call = call_of("GET", url);
    if (!call) {
        journey.note(what, Verdict::refused, call.error().what, row);
        co_return;
    }
    const auto fetched = co_await fetch(journey.outside, journey.client.follows, *call);
    if (const auto back = setback(fetched, journey.client.accepts)) {
        journey.note(what, back->verdict, back->why, row);
        co_return;
    }
    const auto type = media_type(fetched.reply->header("content-type"));
    if (type != "application/x-apple-aspen-config") {
        const auto why = "Content-Type " + type + ", not application/x-apple-aspen-config";
        journey.note(what, Verdict::refused, why, row);
        co_return;
    }
    std::string note;
    const auto plist = opened(fetched.reply->body, note);
    Result<Settings> found = plist ? read_profile(*plist, journey.address) : plist.error();
    if (found)
        journey.take(what, *found, fetched.trail + "from " + fetched.reply->peer + note, row);
    else
        journey.note(what, Verdict::refused, found.error().what, row);
}

} // namespace fingerpost::trace

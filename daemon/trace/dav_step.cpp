#include "trace/journey.hpp"

#include <array>

namespace fingerpost::trace {

using boost::asio::awaitable;

namespace {

struct DavService {
    std::string_view kind;
    std::string_view label;
    std::string_view well_known;
};
constexpr std::array services{
    DavService{"caldav", "_caldavs._tcp.", "/.well-known/caldav"},
    DavService{"carddav", "_carddavs._tcp.", "/.well-known/carddav"}};

constexpr int status_multistatus = 207;
constexpr int status_unauthorised = 401;

void take_url(
    Journey& journey, const StepRow& row, const DavService& service, const Fetched& fetched
) {
    Settings found;
    found.dav.push_back({std::string(service.kind), fetched.url.str(), journey.address.str()});
    const bool asks = fetched.reply->status == status_unauthorised;
    const auto why = fetched.trail + (asks ? "asks for the password" : "tells the principal");
    journey.take("PROPFIND " + fetched.url.str(), found, why, row);
}

/// Whether a DAV server answers here. One that asks for the password is taken for one.
awaitable<bool>
probe(Journey& journey, const StepRow& row, const DavService& service, http::Url url) {
    const auto what = "PROPFIND " + url.str();
    http::Call call;
    call.method = "PROPFIND";
    call.url = std::move(url);
    call.headers = {{"Content-Type", "application/xml; charset=utf-8"}, {"Depth", "0"}};
    call.body = principal_request();
    const auto fetched = co_await fetch(journey.outside, journey.client.follows, call);
    if (const auto back = setback(fetched, Accepts::any)) {
        journey.note(what, back->verdict, back->why, row);
        co_return false;
    }
    const auto& reply = *fetched.reply;
    const auto challenge = std::string(reply.header("www-authenticate"));
    const bool asks = reply.status == status_unauthorised && !challenge.empty();
    if (reply.status == status_multistatus || asks) {
        const auto principal =
            asks ? Result<std::string>(std::string()) : read_principal(reply.body);
        if (principal) {
            take_url(journey, row, service, fetched);
            co_return true;
        }
        journey.note(what, Verdict::refused, fetched.trail + principal.error().what, row);
        co_return false;
    }
    const auto verdict = reply.status == 404 ? Verdict::not_found : Verdict::refused;
    const auto why = fetched.trail + "status " + std::to_string(reply.status) + ", 207 is needed";
    journey.note(what, verdict, why, row);
    co_return false;
}

/// Where the service is: an SRV target, or the domain itself. None: it is not offered.
awaitable<std::optional<http::Url>>
place_of(Journey& journey, const StepRow& row, const DavService& service) {
    const auto owner = std::string(service.label) + journey.address.domain;
    const auto answer = co_await journey.outside.ask(owner, resolve::Type::srv);
    const auto records = in_order(resolve::all<resolve::Srv>(answer), journey.options.lottery);
    http::Url url;
    url.host = journey.address.domain;
    if (records.empty()) {
        const bool goes_on = journey.client.dav->falls_back;
        const auto why = summary(answer) + (goes_on ? ": goes on with the domain itself" : "");
        journey.note("SRV " + owner, verdict_of(answer), why, row);
        if (!goes_on) co_return std::nullopt;
        co_return url;
    }
    const auto& srv = records.front();
    if (srv.target == ".") {
        journey.note("SRV " + owner, Verdict::refused, "decidedly not offered (target \".\")", row);
        co_return std::nullopt;
    }
    url.host = srv.target;
    url.port = srv.port;
    journey.note("SRV " + owner, Verdict::taken, url.authority(), row);
    co_return url;
}

awaitable<std::vector<std::string>>
txt_paths(Journey& journey, const StepRow& row, const DavService& service) {
    const auto owner = std::string(service.label) + journey.address.domain;
    const auto answer = co_await journey.outside.ask(owner, resolve::Type::txt);
    const auto texts = resolve::all<std::string>(answer);
    auto paths = paths_of(*journey.client.dav, texts);
    if (!paths.empty())
        journey.note("TXT " + owner, Verdict::taken, "path " + paths.front(), row);
    else if (!texts.empty())
        journey.note("TXT " + owner, Verdict::refused, "no path= that begins with \"/\"", row);
    else
        journey.note("TXT " + owner, verdict_of(answer), summary(answer), row);
    co_return paths;
}

awaitable<void> take_service(Journey& journey, const StepRow& row, const DavService& service) {
    auto place = co_await place_of(journey, row, service);
    if (!place) co_return;
    auto paths = co_await txt_paths(journey, row, service);
    paths.emplace_back(service.well_known);
    if (!journey.client.dav->probes) {
        place->target = paths.front();
        Settings found;
        found.dav.push_back({std::string(service.kind), place->str(), journey.address.str()});
        journey.trace.settings.complete_with(found);
        co_return;
    }
    paths.emplace_back("/");
    for (const auto& path : paths) {
        place->target = path;
        const bool taken = co_await probe(journey, row, service, *place);
        if (taken) co_return;
    }
}

} // namespace

awaitable<void> take_dav(Journey& journey, const StepRow& row) {
    for (const auto& service : services)
        co_await take_service(journey, row, service);
}

} // namespace fingerpost::trace

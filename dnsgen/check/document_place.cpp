#include "check/document_place.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "http/url.hpp"
#include "protocol/autodiscover_redirect.hpp"
#include "protocol/mobileconfig.hpp"
#include "trace/client.hpp"
#include "trace/fetched.hpp"
#include "trace/journey.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr std::string_view json_path = "/autodiscover/autodiscover.json/v1.0/";
constexpr std::string_view pacc_path = "/.well-known/user-agent-configuration.json";

PageQuery get(std::string url) {
    PageQuery query;
    query.url = std::move(url);
    return query;
}

DocumentPlace place(Evidence& evidence, PageQuery query) {
    auto name = query.url.substr(0, query.url.find('?'));
    auto found = follow(evidence, query);
    return {std::move(name), std::move(query), std::move(found)};
}

std::string host_below(const Subject& subject, std::string_view label) {
    return std::string(label) + '.' + subject.domain;
}

/// [MS-OXDISCO] §3.1.5.4: of the plain request only the Location is of use.
DocumentPlace redirected_place(const Subject& subject, Evidence& evidence) {
    const auto url =
        "http://" + host_below(subject, "autodiscover") + std::string(protocol::pox_path);
    DocumentPlace here{url, autodiscover_query(subject, url), {}};
    here.found.url = url;
    here.found.page = ask(evidence, get(url));
    if (here.found.is_unknown() || !here.found.page) return here;
    const auto from = http::parse_url(url);
    const auto to = trace::is_redirect(*here.found.page)
                        ? http::follow(*from, here.found.page->header("location"))
                        : Result<http::Url>(Error{Errc::not_found, "no redirection"});
    if (!to || !to->tls) {
        here.found.page = Error{Errc::not_found, url + " does not lead to https"};
        return here;
    }
    here.query.url = to->str();
    here.found = follow(evidence, here.query);
    here.found.trail.insert(0, "redirected to " + here.query.url + "; ");
    return here;
}

DocumentPlace srv_place(const Subject& subject, Evidence& evidence) {
    const auto owner = host_below(subject, "_autodiscover._tcp");
    DocumentPlace here{owner + " SRV", {}, {}};
    const auto& answer = evidence.dns(owner, resolve::Type::srv);
    const auto records = resolve::all<resolve::Srv>(answer);
    const auto first = std::ranges::min_element(records, {}, &resolve::Srv::priority);
    if (first == records.end() || first->target == ".") {
        const bool known = answer.outcome != resolve::Outcome::unknown;
        const auto code = known ? Errc::not_found : Errc::timeout;
        here.found.page = Error{code, resolve::summary(answer)};
        return here;
    }
    const http::Url url{true, first->target, first->port, std::string(protocol::pox_path)};
    here.query = autodiscover_query(subject, url.str());
    here.found = follow(evidence, here.query);
    return here;
}

} // namespace

Address asking_address(const Subject& subject) {
    return {"postmaster", subject.domain};
}

PageQuery autodiscover_query(const Subject& subject, std::string url) {
    PageQuery query;
    query.method = "POST";
    query.url = std::move(url);
    query.body = trace::pox_request(asking_address(subject));
    query.content_type = "text/xml; charset=utf-8";
    return query;
}

DocumentPlaces autoconfig_places(const Subject& subject, Evidence& evidence) {
    DocumentPlaces places;
    for (const auto& step : trace::find_client("thunderbird")->steps) {
        // its rows behind the mail exchangers, and the third parties', are not this domain's
        const bool own = step.kind == trace::Kind::autoconfig && !step.third_party &&
                         step.url.find("{mx}") == step.url.npos;
        if (own)
            places.push_back(
                place(evidence, get(trace::filled(step.url, asking_address(subject), {})))
            );
    }
    return places;
}

DocumentPlaces autodiscover_places(const Subject& subject, Evidence& evidence) {
    const auto url =
        "https://" + host_below(subject, "autodiscover") + std::string(protocol::pox_path);
    return {
        place(evidence, autodiscover_query(subject, url)),
        redirected_place(subject, evidence),
        srv_place(subject, evidence)};
}

DocumentPlaces json_places(const Subject& subject, Evidence& evidence, std::string_view protocol) {
    auto url = "https://" + host_below(subject, "autodiscover") + std::string(json_path) +
               percent_encoded(asking_address(subject).str());
    auto here = place(evidence, get(url + "?Protocol=" + std::string(protocol)));
    here.name = url + " (" + std::string(protocol) + ')';
    return {std::move(here)};
}

DocumentPlaces profile_places(const Subject& subject, Evidence& evidence) {
    const auto& host = subject.host.public_hostname;
    if (!is_host_name(host) || is_ip_address(host)) return {};
    auto url = "https://" + host + std::string(protocol::mobileconfig_path) +
               "?emailaddress=" + percent_encoded(asking_address(subject).str());
    auto here = place(evidence, get(std::move(url)));
    here.name += " for " + subject.domain;
    return {std::move(here)};
}

DocumentPlaces pacc_places(const Subject& subject, Evidence& evidence) {
    const auto host = host_below(subject, "ua-auto-config");
    return {place(evidence, get("https://" + host + std::string(pacc_path)))};
}

bool is_desired(const Subject& subject, std::string_view label) {
    const auto owner = zone::below(label, subject.domain);
    return std::ranges::find(subject.desired, owner, &zone::Record::owner) != subject.desired.end();
}

} // namespace fingerpost::check

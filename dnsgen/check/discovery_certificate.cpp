#include "check/discovery_certificate.hpp"

#include "check/allowed.hpp"
#include "check/consistency.hpp"
#include "check/document_place.hpp"
#include "check/endpoint_certificate.hpp"
#include "check/told_server.hpp"
#include "check/told_source.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

constexpr const auto& check = row(consistency_checks, "cert-covers-discovery-name");

/// A client that may come by plain HTTP and is served there does without the certificate.
bool is_served_plainly(const DocumentPlaces& places, const std::string& host) {
    return std::ranges::any_of(places, [&](const DocumentPlace& place) {
        return place.name.starts_with("http://" + host + '/') && place.found.page &&
               place.found.page->success();
    });
}

void note(const probe::Visit& visit, Severity severity, EndpointNotes& notes) {
    if (probe::is_unknown(visit.trouble)) notes.unclear(check, visit.what);
    if (visit.chain.empty() || !visit.trust) return;
    if (visit.trust->covers)
        notes.hold(check);
    else
        notes.fail(check, severity, names_of(visit.chain.front()));
}

/// Who does not listen or has no address shows no certificate: that is said elsewhere.
void judge_host(
    Evidence& evidence, probe::Endpoint endpoint, Severity severity, Findings& findings
) {
    EndpointNotes notes;
    const auto addresses = visited_addresses(evidence, endpoint.host);
    if (addresses.empty() && !evidence.addresses_known(endpoint.host))
        notes.unclear(check, "the addresses of " + endpoint.host + " are not known");
    for (const auto& address : addresses) {
        endpoint.address = address;
        note(evidence.visit(endpoint), severity, notes);
    }
    notes.tell(title(endpoint), findings);
}

void judge_web_hosts(const Subject& subject, Evidence& evidence, Findings& findings) {
    for (const std::string_view label :
         {"autoconfig", "autodiscover", "mta-sts", "ua-auto-config"}) {
        if (!is_desired(subject, label)) continue;
        const auto host = std::string(label) + '.' + subject.domain;
        DocumentPlaces places;
        if (label == "autoconfig") places = autoconfig_places(subject, evidence);
        if (label == "autodiscover") places = autodiscover_places(subject, evidence);
        const bool plain = is_served_plainly(places, host);
        const auto severity = plain ? Severity::warning : check.severity;
        judge_host(evidence, {.host = host, .port = 443}, severity, findings);
    }
}

/// The targets that the catalog tells are visited by the family endpoints.
void judge_targets(const Subject& subject, Evidence& evidence, Findings& findings) {
    const VisitableHosts hosts(subject);
    auto seen = told_endpoints(subject);
    const auto judge = [&](const probe::Endpoint& endpoint) {
        const auto is_same = [&](const ToldServer& told) { return told.endpoint == endpoint; };
        if (!hosts.allow(endpoint.host) || std::ranges::any_of(seen, is_same)) return;
        seen.push_back({endpoint});
        judge_host(evidence, endpoint, check.severity, findings);
    };
    for (const auto& statement : told_by_srv(subject, evidence).says)
        if (!statement.host.empty() && statement.protection != probe::Protection::none)
            judge({statement.dialogue, statement.protection, statement.host, "", statement.port});
    const auto owner = "_autodiscover._tcp." + subject.domain;
    for (const auto& srv : resolve::all<resolve::Srv>(evidence.dns(owner, resolve::Type::srv)))
        if (srv.target != "." && srv.target != "autodiscover." + subject.domain)
            judge({.host = srv.target, .port = srv.port});
}

} // namespace

void judge_discovery_certificates(const Subject& subject, Evidence& evidence, Findings& findings) {
    judge_web_hosts(subject, evidence, findings);
    judge_targets(subject, evidence, findings);
}

} // namespace fingerpost::check

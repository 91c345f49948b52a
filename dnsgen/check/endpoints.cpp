#include "check/endpoints.hpp"

#include "check/endpoint_certificate.hpp"
#include "check/endpoint_checks.hpp"
#include "check/endpoint_login.hpp"
#include "check/endpoint_web.hpp"
#include "check/told_server.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

using probe::Protection;
using probe::Trouble;

constexpr const auto& no_address = endpoint_check("endpoint-no-address");
constexpr const auto& unreachable = endpoint_check("endpoint-unreachable");
constexpr const auto& protocol = endpoint_check("endpoint-protocol");
constexpr const auto& starttls = endpoint_check("endpoint-starttls");
constexpr const auto& injection = endpoint_check("endpoint-starttls-injection");

/// The checks of a server that answers.
std::vector<const Check*> checks_of(const ToldServer& told) {
    std::vector<const Check*> checks{&unreachable, &protocol};
    const auto protection = told.endpoint.protection;
    if (protection == Protection::starttls)
        checks.insert(
            checks.end(), {&starttls, &injection, &endpoint_check("endpoint-clear-login")}
        );
    if (protection != Protection::none)
        checks.insert(
            checks.end(),
            {&endpoint_check("endpoint-certificate"),
             &endpoint_check("endpoint-certificate-name"),
             &endpoint_check("endpoint-certificate-expiry")}
        );
    if (needs_mechanism(told.logins)) checks.push_back(&endpoint_check("endpoint-authentication"));
    return checks;
}

void note_starttls(const probe::Visit& visit, EndpointNotes& notes) {
    note_clear_login(visit, notes);
    if (visit.trouble == Trouble::no_starttls || visit.trouble == Trouble::starttls_failed)
        return notes.fail(starttls, visit.what);
    notes.hold(starttls);
    if (visit.trouble == Trouble::injected)
        notes.fail(injection, visit.what);
    else
        notes.hold(injection);
}

/// Of a server that has said something.
void note_answer(
    const ToldServer& told, const probe::Visit& visit, std::int64_t now, EndpointNotes& notes
) {
    notes.hold(unreachable);
    const bool other = visit.trouble == Trouble::not_the_service;
    if (other || visit.trouble == Trouble::no_tls)
        notes.fail(
            protocol,
            visit.what,
            std::string(probe::name(told.endpoint.dialogue)) + " with " +
                std::string(probe::name(told.endpoint.protection))
        );
    else
        notes.hold(protocol);
    if (other) return;
    if (told.endpoint.protection == Protection::starttls) note_starttls(visit, notes);
    note_certificate(visit, now, notes);
    if (visit.reached()) note_logins(visit, told.logins, notes);
}

/// A lost visit leaves everything open. Only where the way to this one address is missing here, as
/// that of IPv6 often is, other addresses speak for the rest.
void note_lost(
    const ToldServer& told, const probe::Visit& visit, bool heard_elsewhere, EndpointNotes& notes
) {
    const bool no_way =
        visit.trouble == Trouble::unreachable || visit.trouble == Trouble::not_allowed;
    for (const auto* check : checks_of(told))
        if (check == &unreachable || !no_way || !heard_elsewhere) notes.unclear(*check, visit.what);
}

void note_visits(
    const ToldServer& told,
    const std::vector<probe::Visit>& visits,
    std::int64_t now,
    EndpointNotes& notes
) {
    const bool heard = std::ranges::any_of(visits, [](const probe::Visit& visit) {
        return !probe::is_unknown(visit.trouble);
    });
    for (const auto& visit : visits) {
        if (probe::is_unknown(visit.trouble))
            note_lost(told, visit, heard, notes);
        else if (visit.trouble == Trouble::refused)
            notes.fail(unreachable, visit.what);
        else
            note_answer(told, visit, now, notes);
    }
}

void judge_server(
    const Subject& subject, const ToldServer& told, Evidence& evidence, Findings& findings
) {
    const auto subject_text = title(told.endpoint);
    const auto addresses = visited_addresses(evidence, told.endpoint.host);
    EndpointNotes notes;
    if (!addresses.empty()) {
        notes.hold(no_address);
    } else if (evidence.addresses_known(told.endpoint.host)) {
        findings.add(no_address, Verdict::missing, subject_text).found = "no address";
    } else {
        const auto why = "the addresses of " + told.endpoint.host + " are not known";
        notes.unclear(no_address, why);
        for (const auto* check : checks_of(told))
            notes.unclear(*check, why);
    }
    std::vector<probe::Visit> visits;
    for (const auto& address : addresses) {
        auto endpoint = told.endpoint;
        endpoint.address = address;
        visits.push_back(evidence.visit(endpoint));
    }
    note_visits(told, visits, subject.circumstances.now, notes);
    notes.tell(subject_text, findings);
}

} // namespace

void judge_endpoints(const Subject& subject, Evidence& evidence, Findings& findings) {
    if (!subject.circumstances.live) return;
    for (const auto& told : told_endpoints(subject))
        judge_server(subject, told, evidence, findings);
    for (const auto& told : told_urls(subject))
        judge_url(told, evidence, findings);
}

} // namespace fingerpost::check

#include "check/srv_visit.hpp"

#include "catalog/placeholder.hpp"
#include "check/srv_checks.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

using probe::Dialogue;
using probe::Protection;
using probe::Trouble;

constexpr const auto& mode_mismatch = srv_check("srv-tls-mode-mismatch");
constexpr const auto& cleartext = srv_check("srv-cleartext-published");

constexpr std::size_t addresses_max = 4; ///< of one host

/// What is known of the port, as far as the label's kind of TLS goes.
enum class Speech { as_told, other_kind, no_tls, unknown };

bool speaks(Trouble trouble) {
    return trouble == Trouble::none || trouble == Trouble::no_starttls ||
           trouble == Trouble::starttls_failed || trouble == Trouble::injected;
}

/// A handshake may fail for many reasons: only a greeting in the clear shows what the port speaks.
Speech speech_behind_tls(Evidence& evidence, probe::Endpoint endpoint, const probe::Visit& visit) {
    const bool in_clear = visit.trouble == Trouble::not_the_service;
    if (!in_clear && visit.trouble != Trouble::no_tls) return Speech::unknown;
    endpoint.protection = Protection::starttls;
    if (speaks(evidence.visit(endpoint).trouble)) return Speech::other_kind;
    return in_clear ? Speech::unknown : Speech::as_told;
}

Speech
speech_behind_starttls(Evidence& evidence, probe::Endpoint endpoint, const probe::Visit& visit) {
    if (visit.trouble == Trouble::no_starttls) return Speech::no_tls;
    if (speaks(visit.trouble)) return Speech::as_told;
    if (visit.trouble != Trouble::not_the_service && visit.trouble != Trouble::timeout)
        return Speech::unknown;
    endpoint.protection = Protection::tls;
    return evidence.visit(endpoint).reached() ? Speech::other_kind : Speech::unknown;
}

Speech speech_of(Evidence& evidence, const probe::Endpoint& endpoint) {
    const auto& visit = evidence.visit(endpoint);
    if (visit.reached()) return Speech::as_told;
    const bool tls = endpoint.protection == Protection::tls;
    const auto& judged = tls ? speech_behind_tls : speech_behind_starttls;
    return judged(evidence, endpoint, visit);
}

void add(SrvScene& scene, const SrvSight& sight, const resolve::Srv& srv, Speech speech) {
    const bool clear = speech == Speech::no_tls;
    const auto& check = clear ? cleartext : mode_mismatch;
    auto& finding = scene.findings.add(check, Verdict::wrong, sight.subject);
    const auto other =
        sight.label.protection == Protection::tls ? Protection::starttls : Protection::tls;
    finding.expected = probe::name(sight.label.protection);
    finding.found = text(srv) + ", which ";
    finding.found += clear ? "offers no STARTTLS" : "speaks " + std::string(probe::name(other));
    finding.withdraw = sight.standing_as({srv});
}

void judge_server(SrvScene& scene, const SrvSight& sight, const resolve::Srv& srv) {
    auto addresses = scene.evidence.addresses(srv.target);
    addresses.resize(std::min(addresses.size(), addresses_max));
    probe::Endpoint endpoint{
        sight.label.dialogue, sight.label.protection, srv.target, "", srv.port};
    bool heard = false;
    for (auto& address : addresses) {
        endpoint.address = std::move(address);
        const auto speech = speech_of(scene.evidence, endpoint);
        if (speech == Speech::other_kind || speech == Speech::no_tls)
            return add(scene, sight, srv, speech);
        heard |= speech == Speech::as_told;
    }
    if (!heard) {
        const auto why = scene.evidence.visit(endpoint).what;
        return scene.findings.unknown(mode_mismatch, sight.subject, why);
    }
    scene.findings.ok(mode_mismatch, sight.subject);
    if (sight.label.protection == Protection::starttls) scene.findings.ok(cleartext, sight.subject);
}

Service service_of(Dialogue dialogue) {
    if (dialogue == Dialogue::imap) return Service::imap;
    return dialogue == Dialogue::pop3 ? Service::pop3 : Service::submission;
}

/// Whether the catalog itself says that this server protects nothing.
bool is_cleartext(const SrvScene& scene, const SrvSight& sight, const resolve::Srv& srv) {
    const auto protects_nothing = [&](const Server& server) {
        return server.security == Security::none && server.port == srv.port &&
               server.service == service_of(sight.label.dialogue) &&
               expand_domain(server.host, scene.subject.domain) == srv.target;
    };
    const auto& servers = scene.subject.offer.servers;
    return std::any_of(servers.begin(), servers.end(), protects_nothing);
}

void judge_told(SrvScene& scene, const SrvSight& sight, const resolve::Srv& srv) {
    if (!is_cleartext(scene, sight, srv)) return;
    auto& finding = scene.findings.add(cleartext, Verdict::wrong, sight.subject);
    finding.expected = sight.wanted.empty() ? "no record" : listed(sight.wanted);
    finding.found = text(srv) + ", which has no TLS in the catalog";
    finding.withdraw = sight.standing_as({srv});
    finding.publish = sight.wanted;
}

} // namespace

void judge_srv_visits(SrvScene& scene) {
    for (const auto& sight : scene.sights) {
        if (sight.label.dialogue == Dialogue::none || sight.is_needless()) continue;
        for (const auto& srv : sight.published) {
            if (sight.label.protection == Protection::starttls) judge_told(scene, sight, srv);
            if (is_ours_to_visit(scene.subject, scene.ours, srv)) judge_server(scene, sight, srv);
        }
    }
}

} // namespace fingerpost::check

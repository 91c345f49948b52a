#include "check/srv_name.hpp"

#include "check/srv_checks.hpp"
#include "zone/presentation.hpp"

#include <array>

namespace fingerpost::check {

namespace {

constexpr const auto& obsolete = srv_check("srv-obsolete-label");
constexpr const auto& over_udp = srv_check("srv-protocol-udp");

constexpr std::uint16_t submissions_port = 465;

struct Misnomer {
    std::string_view label;
    std::string_view registered; ///< one of srv_labels()
};
constexpr std::array misnomers{
    Misnomer{"_smtps._tcp", "_submissions._tcp"},
    Misnomer{"_imap4._tcp", "_imap._tcp"},
    Misnomer{"_imap4s._tcp", "_imaps._tcp"},
    Misnomer{"_autodiscover._tls", "_autodiscover._tcp"},
};

/// The records of one name that are better published as `right`.
void add_misplaced(
    SrvScene& scene, const Check& check, const resolve::Answer& answer, const SrvSight& right
) {
    const auto standing = standing_at(answer);
    auto& finding = scene.findings.add(check, Verdict::wrong, standing.front().owner + " SRV");
    finding.expected = zone::absolute(right.name) + ' ' + listed(right.wanted);
    finding.found = listed(standing);
    finding.withdraw = standing;
    finding.publish = right.wanted;
}

void judge_name(
    SrvScene& scene, const Check& check, std::string_view label, const SrvSight& right
) {
    const auto name = name_below(label, scene.subject);
    const auto& answer = scene.evidence.dns(name, resolve::Type::srv);
    if (is_unknown(answer)) return scene.findings.unknown(check, name + " SRV", answer.what);
    if (answer.records.empty()) return scene.findings.ok(check, name + " SRV");
    add_misplaced(scene, check, answer, right);
}

/// RFC 8314 §7.3: implicit TLS is another label's.
void judge_submission_port(SrvScene& scene) {
    const auto& sight = scene.at("_submission._tcp");
    const auto& right = scene.at("_submissions._tcp");
    for (const auto& srv : sight.published) {
        if (srv.port != submissions_port) continue;
        auto& finding = scene.findings.add(obsolete, Verdict::wrong, sight.subject);
        finding.expected = zone::absolute(right.name) + ' ' + listed(right.wanted);
        finding.found = text(srv);
        finding.withdraw = sight.standing_as({srv});
        finding.publish = right.wanted;
    }
}

} // namespace

void judge_srv_names(SrvScene& scene) {
    for (const auto& misnomer : misnomers)
        judge_name(scene, obsolete, misnomer.label, scene.at(misnomer.registered));
    judge_submission_port(scene);
    for (const auto& sight : scene.sights) {
        if (!sight.label.mail) continue;
        const auto service = sight.label.label.substr(0, sight.label.label.find('.'));
        judge_name(scene, over_udp, std::string(service) + "._udp", sight);
    }
}

} // namespace fingerpost::check

#include "check/autodiscover.hpp"

#include "check/former_provider.hpp"
#include "check/srv_sight.hpp"
#include "http/url.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

namespace {

constexpr const auto& nothing_ours = row(autodiscover_checks, "autodiscover-missing");
constexpr const auto& conflict = row(autodiscover_checks, "autodiscover-conflict");
constexpr const auto& root_shadow = row(autodiscover_checks, "autodiscover-root-shadow");
constexpr const auto& foreign_left = row(autodiscover_checks, "autodiscover-foreign-left");

constexpr std::string_view document_path = "/autodiscover/autodiscover.xml";
/// Of every answer, errors too ([MS-OXDSCLI] §2.2.4).
constexpr std::string_view response_schema = "schemas.microsoft.com/exchange/autodiscover/";

struct Scene {
    const Subject& subject;
    Evidence& evidence;
    const Ours& ours;
    Findings& findings;
    std::string name; ///< "autodiscover.example.com"
    SrvSight srv;
};

zone::Records wanted(const Scene& scene) {
    auto all = desired_at(scene.subject, scene.name);
    all.insert(all.end(), scene.srv.wanted.begin(), scene.srv.wanted.end());
    return all;
}

std::string found(Scene& scene) {
    auto words = scene.evidence.addresses(scene.name);
    for (const auto& srv : scene.srv.published)
        words.push_back(text(srv));
    return words.empty() ? "neither name nor SRV record" : listed(words);
}

Whose whose_srv(const Scene& scene) {
    if (!scene.srv.is_known()) return Whose::unknown;
    auto best = Whose::nobody;
    for (const auto& srv : scene.srv.published) {
        const auto whose = scene.ours.whose(srv.target);
        if (whose == Whose::ours) return whose;
        if (best != Whose::unknown) best = whose;
    }
    return best;
}

/// Where the domain's own web server hands the request on, its answer is an Autodiscover document.
bool hands_on(Scene& scene) {
    if (!scene.subject.circumstances.live) return false;
    const auto& page = scene.evidence.page("https://" + scene.name + std::string(document_path));
    return page && page->success() && page->body.find(response_schema) != std::string::npos;
}

void judge_presence(Scene& scene) {
    const auto name = scene.ours.by_address(scene.name);
    const auto srv = whose_srv(scene);
    // the name is asked first: where it leads elsewhere, the SRV record helps nobody
    const bool named = name == Whose::ours || name == Whose::partly;
    if (named || (name == Whose::nobody && srv == Whose::ours))
        return scene.findings.ok(nothing_ours, scene.name);
    if (name == Whose::unknown || (name == Whose::nobody && srv == Whose::unknown)) {
        const auto why = "not all of " + found(scene) + " could be looked up";
        return scene.findings.unknown(nothing_ours, scene.name, why);
    }
    if (name == Whose::foreign && hands_on(scene))
        return scene.findings.ok(nothing_ours, scene.name);
    const bool absent = name == Whose::nobody && srv == Whose::nobody;
    auto& finding =
        scene.findings.add(nothing_ours, absent ? Verdict::missing : Verdict::wrong, scene.name);
    finding.publish = wanted(scene);
    finding.expected = listed(finding.publish);
    finding.found = found(scene);
    if (!absent) finding.detail = "none of this is ours";
}

void judge_conflict(Scene& scene) {
    if (scene.evidence.addresses(scene.name).empty() || scene.srv.published.empty()) return;
    for (const auto& srv : scene.srv.published) {
        const auto same = same_host(scene.evidence, scene.name, srv.target);
        if (same.value_or(false)) continue;
        if (!same)
            return scene.findings.unknown(conflict, scene.name, srv.target + " is not known");
        if (scene.ours.by_address(scene.name) == Whose::ours &&
            scene.ours.whose(srv.target) == Whose::ours)
            continue; // two servers of ours
        auto& finding = scene.findings.add(conflict, Verdict::conflict, scene.name);
        finding.found = found(scene);
        finding.expected = listed(wanted(scene));
        if (scene.ours.by_address(scene.name) == Whose::ours)
            finding.withdraw = scene.srv.standing_as({srv});
        else
            finding.withdraw = standing_at(scene.evidence.dns(scene.name, resolve::Type::a));
        return;
    }
    scene.findings.ok(conflict, scene.name);
}

/// Whether the document at the domain itself is made of our catalog.
bool tells_ours(const Scene& scene, const std::string& body) {
    if (body.find(response_schema) == std::string::npos) return false;
    const auto& names = scene.ours.names();
    return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
        return body.find(name) != std::string::npos;
    });
}

void judge_root(Scene& scene) {
    const auto& domain = scene.subject.domain;
    if (!scene.subject.circumstances.live) return;
    const auto url = "https://" + domain + std::string(document_path);
    const auto& page = scene.evidence.page(url);
    if (!page && (page.error().code == Errc::timeout || page.error().code == Errc::unauthorised))
        return scene.findings.unknown(root_shadow, url, page.error().what);
    const bool answers = page && (page->status == 200 || page->status == 401);
    if (!answers || scene.ours.by_address(domain) == Whose::ours || tells_ours(scene, page->body))
        return scene.findings.ok(root_shadow, url);
    auto& finding = scene.findings.add(root_shadow, Verdict::wrong, url);
    finding.expected =
        "status 404, or a redirection to https://" + scene.name + std::string(document_path);
    finding.found = "status " + std::to_string(page->status) + ' ';
    finding.found += page->header("content-type");
}

void judge_foreign(Scene& scene) {
    bool left = false;
    for (const auto& provider : former_providers(scene.subject, scene.evidence)) {
        if (provider.takes_mail) continue; // the domain has not moved
        for (const auto& trace : provider.traces) {
            if (trace.sign != Sign::autodiscover) continue;
            left = true;
            auto& finding = scene.findings.add(foreign_left, Verdict::stale, trace.record.owner);
            finding.expected = listed(trace.instead);
            finding.found = trace.record.type + ' ' + trace.record.data;
            finding.detail = "this is " + std::string(provider.product);
            finding.withdraw = {trace.record};
            finding.publish = trace.instead;
        }
    }
    if (left) return;
    const auto& answer = scene.evidence.dns(scene.name, resolve::Type::a);
    if (!is_unknown(answer)) return scene.findings.ok(foreign_left, scene.name);
    scene.findings.unknown(foreign_left, scene.name, answer.what);
}

} // namespace

void judge_autodiscover(const Subject& subject, Evidence& evidence, Findings& findings) {
    const Ours ours(subject, evidence);
    const auto& labels = srv_labels();
    const auto named = [](const SrvLabel& row) { return row.label == "_autodiscover._tcp"; };
    const auto& label = *std::find_if(labels.begin(), labels.end(), named);
    auto srv = look(subject, evidence, label);
    Scene scene{
        subject, evidence, ours, findings, name_below("autodiscover", subject), std::move(srv)};
    if (wanted(scene).empty()) return; // nobody knows where we are
    judge_presence(scene);
    judge_conflict(scene);
    judge_root(scene);
    judge_foreign(scene);
}

} // namespace fingerpost::check

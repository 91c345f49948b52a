#include "check/autoconfig.hpp"

#include "base/text.hpp"
#include "check/ours.hpp"
#include "check/record_lines.hpp"
#include "http/url.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::check {

namespace {

constexpr const auto& host_missing = row(autoconfig_checks, "autoconfig-host-missing");
constexpr const auto& host_wrong = row(autoconfig_checks, "autoconfig-host-wrong");
constexpr const auto& mailconf = row(autoconfig_checks, "mailconf-txt");

constexpr std::string_view document_path = "/mail/config-v1.1.xml";
constexpr std::string_view well_known_path = "/.well-known/autoconfig/mail/config-v1.1.xml";
constexpr std::string_view mailconf_key = "mailconf=";
constexpr std::uint16_t https_port = 443;
constexpr std::size_t addresses_max = 4;

struct Scene {
    const Subject& subject;
    Evidence& evidence;
    const Ours& ours;
    Findings& findings;
    std::string host;     ///< "autoconfig.example.com"
    zone::Records wanted; ///< at the host
};

std::string document_url(std::string_view host, std::string_view path) {
    return std::string("https://").append(host).append(path);
}

/// Whether this is a document of settings; whose is another family's question.
bool tells_settings(const Page& page) {
    return page && page->success() && page->body.find("<clientConfig") != std::string::npos;
}

/// Whether nobody knows what would be answered.
bool is_unseen(const Page& page) {
    if (page) return false;
    return page.error().code == Errc::timeout || page.error().code == Errc::unauthorised;
}

/// The alias or the addresses that stand at the name.
zone::Records standing(Scene& scene) {
    zone::Records found;
    for (const auto type : {resolve::Type::a, resolve::Type::aaaa})
        for (auto& record : standing_at(scene.evidence.dns(scene.host, type)))
            found.push_back(std::move(record));
    zone::sort_unique(found);
    return found;
}

void judge_missing(Scene& scene) {
    const bool live = scene.subject.circumstances.live;
    const auto at_domain = document_url(scene.subject.domain, well_known_path);
    if (live && tells_settings(scene.evidence.page(at_domain)))
        return scene.findings.ok(host_missing, scene.host);
    auto found = standing(scene);
    const auto verdict = found.empty() ? Verdict::missing : Verdict::wrong;
    auto& finding = scene.findings.add(host_missing, verdict, scene.host);
    finding.expected = listed(scene.wanted);
    finding.found = found.empty() ? "no address" : listed(found) + ", which has no address";
    finding.publish = scene.wanted;
    finding.withdraw = std::move(found);
    // the domain's own web server may tell the settings: nobody has looked, or it does not answer
    if (!live || is_unseen(scene.evidence.page(at_domain))) finding.severity = Severity::warning;
}

/// Some web servers hand the request on to us: what they answer counts, not their address.
void judge_stranger(Scene& scene) {
    const bool live = scene.subject.circumstances.live;
    const auto url = document_url(scene.host, document_path);
    if (live && tells_settings(scene.evidence.page(url)))
        return scene.findings.ok(host_wrong, scene.host);
    auto& finding = scene.findings.add(host_wrong, Verdict::wrong, scene.host);
    if (!live || is_unseen(scene.evidence.page(url))) finding.severity = Severity::warning;
    finding.expected = listed(scene.wanted);
    finding.found = listed(scene.ours.strange_addresses(scene.host));
    finding.detail = "none of these addresses is ours";
    finding.publish = scene.wanted;
    finding.withdraw = standing(scene);
}

void judge_certificate(Scene& scene) {
    probe::Endpoint endpoint;
    endpoint.host = scene.host;
    endpoint.port = https_port;
    auto addresses = scene.evidence.addresses(scene.host);
    if (addresses.size() > addresses_max) addresses.resize(addresses_max);
    for (auto& address : addresses) {
        endpoint.address = std::move(address);
        const auto& visit = scene.evidence.visit(endpoint);
        if (probe::is_unknown(visit.trouble))
            return scene.findings.unknown(host_wrong, scene.host, visit.what);
        const bool good = visit.reached() && visit.trust && visit.trust->trusted;
        if (good && visit.trust->covers) continue;
        auto& finding = scene.findings.add(host_wrong, Verdict::wrong, scene.host);
        finding.expected = "a certificate for " + scene.host;
        finding.found = visit.trust ? visit.trust->why : visit.what;
        if (good) finding.found = "a certificate for " + listed(visit.chain.front().names);
        // Thunderbird also asks without TLS
        if (!visit.trust) finding.severity = Severity::warning;
        return;
    }
    scene.findings.ok(host_wrong, scene.host);
}

void judge_partly(Scene& scene) {
    auto& finding = scene.findings.add(host_wrong, Verdict::conflict, scene.host);
    finding.severity = Severity::warning;
    finding.expected = listed(scene.wanted);
    finding.found = listed(standing(scene));
    finding.detail = listed(scene.ours.strange_addresses(scene.host)) + " is not ours";
    for (auto& record : standing(scene))
        if (record.type != "CNAME" && !scene.ours.has_address(record.data))
            finding.withdraw.push_back(std::move(record));
}

void judge_host(Scene& scene) {
    const auto whose = scene.ours.by_address(scene.host);
    if (whose == Whose::nobody) return judge_missing(scene);
    const bool exists = !scene.evidence.addresses(scene.host).empty();
    if (exists) scene.findings.ok(host_missing, scene.host);
    if (whose == Whose::unknown) {
        const auto& check = exists ? host_wrong : host_missing;
        return scene.findings.unknown(check, scene.host, "not all addresses could be looked up");
    }
    if (whose == Whose::foreign) return judge_stranger(scene);
    if (whose == Whose::partly) return judge_partly(scene);
    if (scene.subject.circumstances.live) return judge_certificate(scene);
    scene.findings.ok(host_wrong, scene.host);
}

bool is_ours(const Scene& scene, const std::string& url) {
    const auto parsed = http::parse_url(url);
    if (!parsed || !parsed->tls) return false;
    return zone::is_within(parsed->host, scene.subject.domain) ||
           scene.ours.whose(parsed->host) == Whose::ours;
}

void judge_mailconf(Scene& scene) {
    const auto subject = scene.subject.domain + " TXT";
    const auto& answer = scene.evidence.dns(scene.subject.domain, resolve::Type::txt);
    if (is_unknown(answer)) return scene.findings.unknown(mailconf, subject, answer.what);
    for (const auto& record : answer.records) {
        const auto& text = std::get<std::string>(record.data);
        if (!ascii_iequals(std::string_view(text).substr(0, mailconf_key.size()), mailconf_key))
            continue;
        if (is_ours(scene, text.substr(mailconf_key.size()))) {
            scene.findings.ok(mailconf, subject);
            continue;
        }
        auto& finding = scene.findings.add(mailconf, Verdict::wrong, subject);
        finding.expected = document_url(scene.host, document_path);
        finding.found = text;
        finding.withdraw = {as_record(record)};
    }
}

} // namespace

void judge_autoconfig(const Subject& subject, Evidence& evidence, Findings& findings) {
    const Ours ours(subject, evidence);
    auto host = name_below("autoconfig", subject);
    auto wanted = desired_at(subject, host);
    Scene scene{subject, evidence, ours, findings, std::move(host), std::move(wanted)};
    if (!scene.wanted.empty()) judge_host(scene);
    judge_mailconf(scene);
}

} // namespace fingerpost::check

#include "check/former.hpp"

#include "catalog/attribute.hpp"
#include "check/former_provider.hpp"
#include "check/record_lines.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr const auto& former_provider = row(former_checks, "former-provider");
constexpr const auto& former_verification = row(former_checks, "former-verification");

using Traces = std::vector<Trace>;

bool has(const Traces& traces, std::initializer_list<Sign> signs) {
    return std::any_of(traces.begin(), traces.end(), [&](const Trace& trace) {
        return std::find(signs.begin(), signs.end(), trace.sign) != signs.end();
    });
}

/// Many a domain sends through several providers on purpose: an include alone shows none that is
/// former, unless the catalog says which SPF record is right.
bool proves(const Subject& subject, const Traces& traces) {
    using enum Sign;
    if (has(traces, {exchanger, autodiscover, autoconfig, service})) return true;
    return has(traces, {spf}) && !subject.offer.attributes.get(AttributeId::spf).empty();
}

std::string line(const zone::Record& record) {
    return record.owner + ' ' + record.type + ' ' + record.data;
}

void add_provider(const FormerProvider& provider, const std::string& domain, Findings& findings) {
    using enum Sign;
    auto& finding = findings.add(former_provider, Verdict::stale, domain);
    if (has(provider.traces, {exchanger, autoconfig, service})) finding.severity = Severity::error;
    std::vector<std::string> found, led;
    for (const auto& trace : provider.traces) {
        if (trace.sign == verification) continue;
        found.push_back(line(trace.record));
        led.push_back(std::string(trace.astray) + " (" + trace.record.owner + ')');
        finding.withdraw.push_back(trace.record);
        finding.publish.insert(finding.publish.end(), trace.instead.begin(), trace.instead.end());
    }
    zone::sort_unique(finding.publish);
    finding.expected = "nothing of " + std::string(provider.product);
    finding.found = std::string(provider.product) + ": " + listed(found);
    finding.detail = "led astray: " + listed(led);
}

void add_verification(
    const FormerProvider& provider, const std::string& domain, Findings& findings
) {
    for (const auto& trace : provider.traces) {
        if (trace.sign != Sign::verification) continue;
        auto& finding = findings.add(former_verification, Verdict::stale, domain + " TXT");
        finding.found = trace.record.data;
        finding.detail = "proof for " + std::string(provider.product);
        finding.withdraw = {trace.record};
    }
}

/// Why not all signs could be looked for, or "".
std::string not_seen(const Subject& subject, Evidence& evidence) {
    for (const auto type : {resolve::Type::mx, resolve::Type::txt})
        if (const auto& answer = evidence.dns(subject.domain, type); is_unknown(answer))
            return answer.what;
    for (const auto* label : {"autodiscover", "autoconfig"}) {
        const auto& answer = evidence.dns(name_below(label, subject), resolve::Type::a);
        if (is_unknown(answer)) return answer.what;
    }
    return {};
}

} // namespace

void judge_former(const Subject& subject, Evidence& evidence, Findings& findings) {
    const auto before = findings.all().size();
    for (const auto& provider : former_providers(subject, evidence)) {
        if (provider.takes_mail) continue; // not former yet: mx-foreign says so where it is wrong
        if (proves(subject, provider.traces)) add_provider(provider, subject.domain, findings);
        add_verification(provider, subject.domain, findings);
    }
    if (findings.all().size() > before) return;
    const auto why = not_seen(subject, evidence);
    if (!why.empty()) return findings.unknown(former_provider, subject.domain, why);
    findings.ok(former_provider, subject.domain);
    findings.ok(former_verification, subject.domain);
}

} // namespace fingerpost::check

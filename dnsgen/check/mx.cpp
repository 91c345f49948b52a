#include "check/mx.hpp"

#include "catalog/domain.hpp"
#include "catalog/mail_flow.hpp"
#include "check/published.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace fingerpost::check {

namespace {

constexpr const Check& missing = row(mx_checks, "mx-missing");
constexpr const Check& foreign = row(mx_checks, "mx-foreign");
constexpr const Check& alias = row(mx_checks, "mx-cname");
constexpr const Check& literal = row(mx_checks, "mx-ip");
constexpr const Check& no_address = row(mx_checks, "mx-no-address");
constexpr const Check& duplicate = row(mx_checks, "mx-duplicate-addr");
constexpr const Check& null_mixed = row(mx_checks, "nullmx-mixed");
constexpr const Check& null_used = row(mx_checks, "nullmx-but-used");

using resolve::Type;

zone::Records wanted(const Subject& subject) {
    return desired_at(subject, subject.domain, Type::mx);
}

std::string data_of(const zone::Records& records) {
    std::string text;
    for (const auto& record : records)
        text.append(text.empty() ? "" : ", ").append(record.data);
    return text;
}

/// Ours by what the catalog, the circumstances and the host's settings say.
std::set<std::string> own_addresses(const Subject& subject, Evidence& evidence, bool& known) {
    const auto& given = subject.circumstances.own_addresses;
    std::set<std::string> own(given.begin(), given.end());
    own.insert(subject.host.addresses.begin(), subject.host.addresses.end());
    for (const auto& host : mail_exchangers(subject.offer, subject.domain)) {
        known &= evidence.addresses_known(host);
        for (auto& address : evidence.addresses(host))
            own.insert(std::move(address));
    }
    return own;
}

/// Of a domain that takes no mail.
void judge_refusal(const Subject& subject, const Exchangers& found, Findings& findings) {
    const auto name = at(subject.domain, Type::mx);
    if (found.refused) return findings.ok(missing, name);
    const bool none = found.implicit;
    auto& finding =
        findings.add(none ? missing : foreign, none ? Verdict::missing : Verdict::stale, name);
    finding.severity = Severity::warning;
    finding.expected = "0 .";
    finding.found = none ? "" : shown(found.hosts);
    finding.detail = "the domain takes no mail, and senders are not told so";
    finding.publish = wanted(subject);
}

void judge_presence(
    const Subject& subject, const Exchangers& found, Evidence& evidence, Findings& findings
) {
    const auto name = at(subject.domain, Type::mx);
    if (!found.implicit) return findings.ok(missing, name);
    auto& finding = findings.add(missing, Verdict::missing, name);
    finding.publish = wanted(subject);
    finding.expected = data_of(finding.publish);
    const auto addresses = evidence.addresses(subject.domain);
    if (addresses.empty()) return;
    finding.severity = Severity::warning;
    finding.detail = "mail goes to " + shown(addresses) + ", the domain's own addresses";
}

void judge_foreign(
    const Subject& subject, const Exchangers& found, Evidence& evidence, Findings& findings
) {
    const auto ours = mail_exchangers(subject.offer, subject.domain);
    if (ours.empty() || found.implicit || found.hosts.empty()) return;
    const auto name = at(subject.domain, Type::mx);
    bool known = true;
    const auto own = own_addresses(subject, evidence, known);
    std::vector<std::string> strangers;
    for (const auto& host : found.hosts) {
        if (std::ranges::find(ours, host) != ours.end()) continue;
        const auto addresses = evidence.addresses(host);
        const auto is_ours = [&](const std::string& address) { return own.contains(address); };
        if (std::ranges::any_of(addresses, is_ours)) continue;
        known &= evidence.addresses_known(host);
        strangers.push_back(host);
    }
    if (strangers.empty()) return findings.ok(foreign, name);
    if (!known) return findings.unknown(foreign, name, "the DNS does not tell all addresses");
    auto& finding = findings.add(foreign, Verdict::conflict, name);
    finding.publish = wanted(subject);
    finding.expected = data_of(finding.publish);
    finding.found = shown(strangers);
}

void judge_null(const Subject& subject, const Exchangers& found, Findings& findings) {
    const auto name = at(subject.domain, Type::mx);
    const bool mixed = found.refused && !found.hosts.empty();
    const bool used = found.refused && !mixed && offers_mail(subject.offer);
    for (const auto* check : {&null_mixed, &null_used}) {
        if (check == &null_mixed ? !mixed : !used) {
            findings.ok(*check, name);
            continue;
        }
        auto& finding = findings.add(*check, Verdict::conflict, name);
        finding.publish = wanted(subject);
        finding.expected = data_of(finding.publish);
        finding.found = "0 .";
    }
}

void judge_host(const std::string& host, Evidence& evidence, Findings& findings) {
    if (is_ip_address(host)) {
        auto& finding = findings.add(literal, Verdict::wrong, host);
        finding.expected = "the name of a host";
        finding.found = host;
        return;
    }
    findings.ok(literal, host);
    const auto addresses = evidence.addresses(host);
    const auto& answer = evidence.dns(host, Type::a);
    if (!answer.aliases.empty()) {
        auto& finding = findings.add(alias, Verdict::wrong, host);
        finding.expected = answer.aliases.back();
        finding.found = "an alias of " + answer.aliases.back();
    } else if (answer.outcome == resolve::Outcome::unknown) {
        findings.unknown(alias, host, answer.what);
    } else {
        findings.ok(alias, host);
    }
    if (!addresses.empty()) return findings.ok(no_address, host);
    if (!evidence.addresses_known(host))
        return findings.unknown(no_address, host, "the DNS does not tell its addresses");
    findings.add(no_address, Verdict::missing, host).expected = "A or AAAA";
}

void judge_duplicates(
    const std::vector<std::string>& hosts, Evidence& evidence, Findings& findings
) {
    std::map<std::string, std::string> holders;
    bool fired = false;
    for (const auto& host : hosts)
        for (const auto& address : evidence.addresses(host)) {
            const auto [at, is_new] = holders.try_emplace(address, host);
            if (is_new || at->second == host) continue;
            auto& finding = findings.add(duplicate, Verdict::conflict, host);
            finding.found = address + " is also " + at->second;
            fired = true;
        }
    if (!fired) findings.ok(duplicate, hosts.front());
}

} // namespace

void judge_mx(const Subject& subject, Evidence& evidence, Findings& findings) {
    const bool takes =
        offers_mail(subject.offer) || !mail_exchangers(subject.offer, subject.domain).empty();
    const bool refuses = refuses_mail(subject.offer);
    if (!takes && !refuses) return;
    const auto found = published_exchangers(subject, evidence);
    if (!found.unknown.empty()) {
        const auto name = at(subject.domain, Type::mx);
        return all_unknown(
            findings, {&missing, &foreign, &literal, &null_mixed, &null_used}, name, found.unknown
        );
    }
    if (refuses) return judge_refusal(subject, found, findings);
    judge_presence(subject, found, evidence, findings);
    judge_null(subject, found, findings);
    judge_foreign(subject, found, evidence, findings);
    if (found.implicit || found.hosts.empty()) return;
    for (const auto& host : found.hosts)
        judge_host(host, evidence, findings);
    judge_duplicates(found.hosts, evidence, findings);
}

} // namespace fingerpost::check

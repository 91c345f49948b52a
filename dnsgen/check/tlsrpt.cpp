#include "check/tlsrpt.hpp"

#include "catalog/mail_flow.hpp"
#include "check/published.hpp"
#include "check/tlsrpt_record.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr const Check& tlsrpt = row(tlsrpt_checks, "tlsrpt");

using resolve::Outcome;
using resolve::Type;

/// Whether MTA-STS or DANE can fail, as far as that is known.
bool uses_policies(const Subject& subject, Evidence& evidence) {
    const auto& policy = evidence.dns("_mta-sts." + subject.domain, Type::txt);
    if (!versioned(policy, "v=STSv1").empty()) return true;
    const auto found = published_exchangers(subject, evidence);
    bool dane = false; // all are asked at once
    for (const auto& host : found.hosts)
        dane |= evidence.dns("_25._tcp." + host, Type::tlsa).outcome == Outcome::found;
    return dane;
}

} // namespace

void judge_tlsrpt(const Subject& subject, Evidence& evidence, Findings& findings) {
    if (refuses_mail(subject.offer)) return;
    const auto owner = "_smtp._tls." + subject.domain;
    const auto wanted = desired_at(subject, owner, Type::txt);
    const auto& answer = evidence.dns(owner, Type::txt);
    const auto name = at(owner, Type::txt);
    if (answer.outcome == Outcome::unknown) {
        if (!wanted.empty()) findings.unknown(tlsrpt, name, answer.what);
        return;
    }
    const auto texts = versioned(answer, "v=TLSRPTv1");
    const auto add = [&](Verdict verdict, std::string found) {
        auto& finding = findings.add(tlsrpt, verdict, name);
        finding.expected = wanted.empty() ? "v=TLSRPTv1; rua=…" : text_of(wanted.front());
        finding.found = std::move(found);
        finding.publish = wanted;
        for (const auto& text : texts)
            if (text != finding.expected)
                finding.withdraw.push_back(txt_record(subject, owner, text));
    };
    if (texts.size() > 1) return add(Verdict::conflict, shown(texts));
    if (texts.size() == 1) {
        const auto uris = read_tlsrpt(texts.front());
        if (uris) return findings.ok(tlsrpt, name);
        return add(Verdict::wrong, uris.error().what);
    }
    if (!wanted.empty() || uses_policies(subject, evidence))
        add(Verdict::missing, shown(resolve::all<std::string>(answer)));
}

} // namespace fingerpost::check

#include "check/dmarc.hpp"

#include "base/text.hpp"
#include "catalog/mail_flow.hpp"
#include "check/dkim_key.hpp"
#include "check/dmarc_policy.hpp"
#include "check/published.hpp"
#include "check/spf_record.hpp"
#include "trace/base_domain.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

namespace {

constexpr const Check& missing = row(dmarc_checks, "dmarc-missing");
constexpr const Check& multiple = row(dmarc_checks, "dmarc-multiple");
constexpr const Check& syntax = row(dmarc_checks, "dmarc-syntax");
constexpr const Check& weak = row(dmarc_checks, "dmarc-policy-weak");
constexpr const Check& external = row(dmarc_checks, "dmarc-external-rua");
constexpr const Check& alignment = row(dmarc_checks, "dmarc-alignment");

using resolve::Outcome;
using resolve::Type;

constexpr std::int64_t none_for = 30LL * 24 * 3600;
constexpr std::size_t walked_labels = 7; // RFC 9989: at most eight questions
constexpr const char* none_memory = "dmarc.none-since";

std::string owner_of(std::string_view domain) {
    return "_dmarc." + std::string(domain);
}

std::vector<std::string> policies(const resolve::Answer& answer) {
    auto texts = resolve::all<std::string>(answer);
    std::erase_if(texts, [](const std::string& text) { return !is_dmarc(text); });
    return texts;
}

std::size_t labels(std::string_view name) {
    return static_cast<std::size_t>(std::ranges::count(name, '.')) + 1;
}

std::string parent(const std::string& name) {
    const auto dot = name.find('.');
    return dot == name.npos ? std::string() : name.substr(dot + 1);
}

/// Whose policy holds for the domain.
struct Governing {
    std::string domain; ///< "" when there is none
    std::string text;
    std::string unknown; ///< why that is not known
};

/// The domains above that old and new readers ask: each up to the top, and the registrable one.
std::vector<std::string> domains_above(const std::string& domain) {
    std::vector<std::string> above;
    auto name = parent(domain);
    while (labels(name) > walked_labels)
        name = parent(name);
    for (; !name.empty(); name = parent(name))
        above.push_back(name);
    const auto base = trace::registrable_domain(domain);
    if (!base.empty() && base != domain && std::ranges::find(above, base) == above.end())
        above.push_back(base);
    return above;
}

/// Of a domain without record of its own. Readers of RFC 9989 take the topmost record unless psd
/// says otherwise, those of RFC 7489 the registrable domain's; where both take none there is none.
Governing policy_above(const Subject& subject, Evidence& evidence) {
    const auto base = trace::registrable_domain(subject.domain);
    Governing governing;
    for (const auto& name : domains_above(subject.domain)) {
        const auto& answer = evidence.dns(owner_of(name), Type::txt);
        if (answer.outcome == Outcome::unknown) governing.unknown = answer.what;
        const auto texts = policies(answer);
        if (texts.size() != 1) continue;
        const auto policy = read_dmarc(texts.front());
        if (!policy || (policy->psd == "y" && !governing.domain.empty())) continue;
        governing.domain = name;
        governing.text = texts.front();
        if (policy->psd == "n") break;
    }
    return governing;
}

class DmarcJudge {
public:
    DmarcJudge(const Subject& subject, Evidence& evidence, Findings& findings)
        : subject_(subject), evidence_(evidence), findings_(findings),
          name_(at(owner_of(subject.domain), Type::txt)) {
        for (const auto& record : desired_at(subject, owner_of(subject.domain), Type::txt))
            wanted_ = text_of(record);
    }
    void judge();

private:
    void judge_above();
    void judge_text(const std::string& domain, const std::string& text);
    void judge_strength(const std::string& domain, const DmarcPolicy& policy);
    void judge_reports(const std::string& domain, const DmarcPolicy& policy);
    void judge_destination(const std::string& domain, const std::string& host);
    void judge_alignment();
    std::optional<bool> has_key(std::string& why);
    std::string why_weak(const DmarcPolicy& policy);

    void publish(Finding& finding) const {
        if (wanted_.empty()) return;
        finding.expected = wanted_;
        finding.publish = {txt_record(subject_, owner_of(subject_.domain), wanted_)};
    }

    const Subject& subject_;
    Evidence& evidence_;
    Findings& findings_;
    std::string name_;
    std::string wanted_;
};

void DmarcJudge::judge() {
    const auto& answer = evidence_.dns(owner_of(subject_.domain), Type::txt);
    if (answer.outcome == Outcome::unknown)
        return all_unknown(
            findings_, {&missing, &multiple, &syntax, &weak, &external}, name_, answer.what
        );
    const auto texts = policies(answer);
    if (texts.empty()) return judge_above();
    findings_.ok(missing, name_);
    if (texts.size() == 1) {
        findings_.ok(multiple, name_);
        return judge_text(subject_.domain, texts.front());
    }
    auto& finding = findings_.add(multiple, Verdict::conflict, name_);
    publish(finding);
    finding.found = shown(texts);
    for (const auto& text : texts)
        if (text != wanted_)
            finding.withdraw.push_back(txt_record(subject_, owner_of(subject_.domain), text));
}

void DmarcJudge::judge_above() {
    const auto governing = policy_above(subject_, evidence_);
    if (!governing.domain.empty()) {
        findings_.ok(missing, name_);
        return judge_text(governing.domain, governing.text);
    }
    if (!governing.unknown.empty())
        return all_unknown(findings_, {&missing, &weak}, name_, governing.unknown);
    auto& finding = findings_.add(missing, Verdict::missing, name_);
    finding.found =
        shown(resolve::all<std::string>(evidence_.dns(owner_of(subject_.domain), Type::txt)));
    publish(finding);
}

void DmarcJudge::judge_text(const std::string& domain, const std::string& text) {
    const auto name = at(owner_of(domain), Type::txt);
    const auto policy = read_dmarc(text);
    if (!policy) {
        auto& finding = findings_.add(syntax, Verdict::wrong, name);
        publish(finding);
        finding.found = policy.error().what;
        return;
    }
    for (const auto& problem : policy->passed_over) {
        auto& finding = findings_.add(syntax, Verdict::wrong, name);
        finding.severity = Severity::warning;
        finding.found = problem;
        publish(finding);
    }
    if (policy->passed_over.empty()) findings_.ok(syntax, name);
    judge_strength(domain, *policy);
    judge_reports(domain, *policy);
    if (!sends_no_mail(subject_.offer)) judge_alignment();
}

/// Of p=none: only when we have seen it for long.
std::string DmarcJudge::why_weak(const DmarcPolicy& policy) {
    if (policy.percent < 100 && policy.policy != "none")
        return "pct=" + std::to_string(policy.percent);
    if (policy.testing && policy.policy != "none") return "t=y";
    if (policy.policy != "none") return {};
    const auto now = subject_.circumstances.now;
    const auto since = to_integer(subject_.remembered(none_memory), 0, now).value_or(now);
    findings_.remember(none_memory, std::to_string(since));
    return now - since > none_for ? "p=none for more than 30 days" : "";
}

void DmarcJudge::judge_strength(const std::string& domain, const DmarcPolicy& policy) {
    const bool above = domain != subject_.domain;
    auto effective = policy;
    if (above) effective.policy = policy.subdomain_policy;
    auto why = why_weak(effective);
    if (strictness(policy.subdomain_policy) < strictness(policy.policy))
        why = "sp=" + policy.subdomain_policy + " is weaker than p=" + policy.policy;
    const auto ours = read_dmarc(wanted_);
    const bool weaker = ours && !above && strictness(policy.policy) < strictness(ours->policy);
    if (weaker) why = "p=" + policy.policy + " where p=" + ours->policy + " is wanted";
    const auto name = at(owner_of(domain), Type::txt);
    if (why.empty()) return findings_.ok(weak, name);
    auto& finding = findings_.add(weak, Verdict::wrong, name);
    if (weaker) publish(finding);
    finding.found = why;
}

void DmarcJudge::judge_reports(const std::string& domain, const DmarcPolicy& policy) {
    for (const auto& host : policy.reports_to)
        judge_destination(domain, host);
}

/// RFC 7489 §7.1 asks nothing of the domain's own organisation.
void DmarcJudge::judge_destination(const std::string& domain, const std::string& host) {
    const auto own = trace::registrable_domain(domain);
    const bool related = zone::is_within(host, domain) || zone::is_within(domain, host);
    if (related || (!own.empty() && own == trace::registrable_domain(host)))
        return findings_.ok(external, host);
    const auto owner = domain + "._report." + owner_of(host);
    const auto& answer = evidence_.dns(owner, Type::txt);
    if (answer.outcome == Outcome::unknown)
        return findings_.unknown(external, at(owner, Type::txt), answer.what);
    const auto agreed = txt_record(subject_, owner, "v=DMARC1");
    if (!policies(answer).empty()) return findings_.ok(external, at(owner, Type::txt));
    auto& finding = findings_.add(external, Verdict::missing, at(owner, Type::txt));
    finding.expected = "v=DMARC1";
    finding.found = shown(resolve::all<std::string>(answer));
    finding.detail = "the record belongs into the zone of " + host;
    finding.publish = {agreed};
}

/// Whether a selector of ours shows a key; none when that is not known, nor any selector.
std::optional<bool> DmarcJudge::has_key(std::string& why) {
    const auto selectors = subject_.offer.attributes.all(AttributeId::dkim);
    bool known = !selectors.empty();
    if (selectors.empty()) why = "no DKIM selector is known here";
    for (const auto& selector : selectors) {
        const auto owner = selector.qualifier + "._domainkey." + subject_.domain;
        const auto& answer = evidence_.dns(owner, Type::txt);
        for (const auto& text : resolve::all<std::string>(answer))
            if (const auto key = read_dkim(text); key && !key->revoked()) return true;
        if (answer.outcome != Outcome::unknown) continue;
        known = false;
        why = answer.what;
    }
    return known ? std::optional(false) : std::nullopt;
}

void DmarcJudge::judge_alignment() {
    const auto& answer = evidence_.dns(subject_.domain, Type::txt);
    std::string why;
    const auto key = has_key(why);
    const auto texts = resolve::all<std::string>(answer);
    if (key.value_or(false) || std::ranges::any_of(texts, is_spf))
        return findings_.ok(alignment, subject_.domain);
    if (answer.outcome == Outcome::unknown) why = answer.what;
    if (!why.empty()) return findings_.unknown(alignment, subject_.domain, why);
    auto& finding = findings_.add(alignment, Verdict::wrong, subject_.domain);
    finding.expected = "a DKIM key or an SPF record of the domain";
    finding.found = "neither";
}

} // namespace

void judge_dmarc(const Subject& subject, Evidence& evidence, Findings& findings) {
    const bool wanted = subject.offer.attributes.has(AttributeId::dmarc);
    if (wanted || offers_mail(subject.offer) || sends_no_mail(subject.offer))
        DmarcJudge(subject, evidence, findings).judge();
}

} // namespace fingerpost::check

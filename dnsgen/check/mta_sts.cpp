#include "check/mta_sts.hpp"

#include "base/text.hpp"
#include "check/published.hpp"
#include "check/sts_policy.hpp"
#include "protocol/digest.hpp"
#include "protocol/mta_sts.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

namespace {

constexpr const Check& record_check = row(mta_sts_checks, "mtasts-record");
constexpr const Check& policy_check = row(mta_sts_checks, "mtasts-policy");
constexpr const Check& mx_check = row(mta_sts_checks, "mtasts-mx");
constexpr const Check& id_check = row(mta_sts_checks, "mtasts-id-stale");

using resolve::Outcome;
using resolve::Type;

constexpr std::int64_t day = 24LL * 3600;
constexpr std::size_t digest_octets = 16; // enough to tell one policy from the next
constexpr const char *policy_memory = "mtasts.policy", *id_memory = "mtasts.id";

class StsJudge {
public:
    StsJudge(const Subject& subject, Evidence& evidence, Findings& findings)
        : subject_(subject), evidence_(evidence), findings_(findings),
          owner_("_mta-sts." + subject.domain), name_(at(owner_, Type::txt)),
          url_("https://mta-sts." + subject.domain + "/.well-known/mta-sts.txt") {
        for (const auto& record : desired_at(subject, owner_, Type::txt))
            wanted_ = text_of(record);
    }
    void judge();

private:
    void keep_memory();
    void judge_record(const resolve::Answer& answer, const std::vector<std::string>& texts);
    void judge_page();
    void judge_policy(const http::Reply& reply);
    void judge_wanted(const StsPolicy& policy);
    void judge_exchangers(const StsPolicy& policy);
    void judge_id(const std::string& body);
    Finding& wrong_policy(std::string found, Severity severity);

    const Subject& subject_;
    Evidence& evidence_;
    Findings& findings_;
    std::string owner_, name_, url_;
    std::string wanted_; ///< the record that ought to be published, or ""
    std::string id_;     ///< published, or ""
};

void StsJudge::judge() {
    const auto& answer = evidence_.dns(owner_, Type::txt);
    keep_memory();
    const bool known_of = !wanted_.empty() || !subject_.remembered(id_memory).empty();
    if (answer.outcome == Outcome::unknown) {
        if (known_of) all_unknown(findings_, {&record_check, &id_check}, name_, answer.what);
        if (!wanted_.empty()) judge_page();
        return;
    }
    const auto texts = versioned(answer, "v=STSv1");
    if (texts.empty() && wanted_.empty()) return;
    judge_record(answer, texts);
    judge_page();
}

/// Until both are seen again.
void StsJudge::keep_memory() {
    for (const auto* key : {policy_memory, id_memory})
        if (auto value = subject_.remembered(key); !value.empty())
            findings_.remember(key, std::move(value));
}

void StsJudge::judge_record(const resolve::Answer& answer, const std::vector<std::string>& texts) {
    const auto add = [&](Verdict verdict, std::string found) {
        auto& finding = findings_.add(record_check, verdict, name_);
        finding.expected = wanted_.empty() ? "v=STSv1; id=…" : wanted_;
        finding.found = std::move(found);
        if (!wanted_.empty()) finding.publish = {txt_record(subject_, owner_, wanted_)};
        for (const auto& text : texts)
            if (text != wanted_) finding.withdraw.push_back(txt_record(subject_, owner_, text));
    };
    if (texts.empty()) return add(Verdict::missing, shown(resolve::all<std::string>(answer)));
    if (texts.size() > 1) return add(Verdict::conflict, shown(texts));
    const auto id = read_sts_id(texts.front());
    if (!id) return add(Verdict::wrong, id.error().what);
    id_ = *id;
    findings_.ok(record_check, name_);
}

void StsJudge::judge_page() {
    if (!subject_.circumstances.live) return;
    const auto& page = evidence_.page(url_);
    if (page) return judge_policy(*page);
    const auto code = page.error().code;
    if (code == Errc::timeout || code == Errc::unauthorised) {
        all_unknown(findings_, {&policy_check, &mx_check, &id_check}, url_, page.error().what);
        return;
    }
    auto& finding = wrong_policy(page.error().what, Severity::error);
    if (code == Errc::not_found) finding.verdict = Verdict::missing;
}

Finding& StsJudge::wrong_policy(std::string found, Severity severity) {
    auto& finding = findings_.add(policy_check, Verdict::wrong, url_);
    finding.severity = severity;
    finding.found = std::move(found);
    const auto ours = protocol::mta_sts_policy(subject_.offer, subject_.domain);
    finding.expected = ours ? *ours : "status 200, text/plain";
    return finding;
}

void StsJudge::judge_policy(const http::Reply& reply) {
    if (reply.status != 200) { // §3.3: senders follow no redirection
        wrong_policy("status " + std::to_string(reply.status), Severity::error);
        return;
    }
    const auto policy = read_sts_policy(reply.body);
    if (!policy) {
        wrong_policy(policy.error().what, Severity::error);
        return;
    }
    const auto type = reply.header("content-type");
    const bool plain = ascii_iequals(trimmed(type.substr(0, type.find(';'))), "text/plain");
    if (!plain) wrong_policy("content type " + std::string(type), Severity::warning);
    const bool brief = policy->max_age < day && policy->mode == "enforce";
    if (brief)
        wrong_policy("max_age: " + std::to_string(policy->max_age), Severity::warning).expected =
            "max_age: 86400 or more";
    if (plain && !brief) judge_wanted(*policy);
    judge_exchangers(*policy);
    judge_id(reply.body);
}

/// Ours, by what it means: somebody else may serve it.
void StsJudge::judge_wanted(const StsPolicy& policy) {
    const auto text = protocol::mta_sts_policy(subject_.offer, subject_.domain);
    const auto ours = text ? read_sts_policy(*text) : Result<StsPolicy>(text.error());
    if (!ours || ours->mode == policy.mode) return findings_.ok(policy_check, url_);
    auto& finding = wrong_policy("mode: " + policy.mode, Severity::warning);
    finding.expected = "mode: " + ours->mode;
    finding.verdict = Verdict::conflict;
}

void StsJudge::judge_exchangers(const StsPolicy& policy) {
    if (policy.mode == "none") return;
    const auto found = published_exchangers(subject_, evidence_);
    const auto name = at(subject_.domain, Type::mx);
    if (!found.unknown.empty()) return findings_.unknown(mx_check, name, found.unknown);
    if (found.hosts.empty()) return; // no mail at all
    std::vector<std::string> outside, unused;
    for (const auto& host : found.hosts)
        if (std::ranges::none_of(policy.mx, [&](const auto& mx) { return allows(mx, host); }))
            outside.push_back(host);
    for (const auto& mx : policy.mx)
        if (std::ranges::none_of(found.hosts, [&](const auto& host) { return allows(mx, host); }))
            unused.push_back(mx);
    if (!outside.empty()) {
        auto& finding = findings_.add(mx_check, Verdict::conflict, name);
        if (policy.mode == "testing") finding.severity = Severity::warning;
        finding.expected = shown(policy.mx);
        finding.found = shown(outside);
    }
    if (!unused.empty()) {
        auto& finding = findings_.add(mx_check, Verdict::stale, url_);
        finding.severity = Severity::info;
        finding.expected = shown(found.hosts);
        finding.found = shown(unused);
        finding.detail = "the policy names hosts that are no exchangers";
    }
    if (outside.empty() && unused.empty()) findings_.ok(mx_check, name);
}

/// The pair of policy and id that was right is remembered until a new id comes.
void StsJudge::judge_id(const std::string& body) {
    if (id_.empty()) return;
    const auto digest = protocol::hex(protocol::sha256(body).substr(0, digest_octets));
    const auto before = subject_.remembered(policy_memory);
    const bool stale = !before.empty() && before != digest && subject_.remembered(id_memory) == id_;
    findings_.remember(policy_memory, stale ? before : digest);
    findings_.remember(id_memory, id_);
    if (!stale) return findings_.ok(id_check, name_);
    auto& finding = findings_.add(id_check, Verdict::stale, name_);
    finding.found = "id=" + id_;
    finding.expected = wanted_.empty() ? "another id" : wanted_;
    if (!wanted_.empty()) finding.publish = {txt_record(subject_, owner_, wanted_)};
}

} // namespace

void judge_mta_sts(const Subject& subject, Evidence& evidence, Findings& findings) {
    StsJudge(subject, evidence, findings).judge();
}

} // namespace fingerpost::check

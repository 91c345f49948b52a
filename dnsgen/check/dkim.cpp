#include "check/dkim.hpp"

#include "base/text.hpp"
#include "catalog/dkim.hpp"
#include "catalog/mail_flow.hpp"
#include "check/dkim_key.hpp"
#include "check/published.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace fingerpost::check {

namespace {

constexpr const Check& missing = row(dkim_checks, "dkim-missing");
constexpr const Check& mismatch = row(dkim_checks, "dkim-mismatch");
constexpr const Check& parse = row(dkim_checks, "dkim-parse");
constexpr const Check& weak = row(dkim_checks, "dkim-weak");
constexpr const Check& revoked = row(dkim_checks, "dkim-revoked");
constexpr const Check& testing = row(dkim_checks, "dkim-testing");
constexpr const Check& old_selector = row(dkim_checks, "dkim-old-selector");

using resolve::Outcome;
using resolve::Type;

constexpr std::size_t smallest_rsa = 1024; // RFC 8301 §3.2
constexpr std::int64_t retired_for = 7LL * 24 * 3600;
constexpr std::size_t retired_max = 8;
constexpr const char *current_memory = "dkim.selectors", *retired_memory = "dkim.retired";

std::string owner_of(const Subject& subject, const std::string& selector) {
    return selector + "._domainkey." + subject.domain;
}

/// The selectors that the domain signs with or has revoked, and their records.
std::map<std::string, std::string> desired_keys(const Subject& subject) {
    const auto ending = zone::below("_domainkey", subject.domain);
    std::map<std::string, std::string> keys;
    for (const auto& record : subject.desired) {
        const auto selector = record.owner.substr(0, record.owner.find("._domainkey."));
        if (record.type != "TXT" || selector == "*" || record.owner != selector + '.' + ending)
            continue;
        keys[selector] = text_of(record);
    }
    return keys;
}

/// One selector that ought to show `text`.
class SelectorJudge {
public:
    SelectorJudge(const Subject& subject, std::string owner, std::string text, Findings& findings)
        : subject_(subject), owner_(std::move(owner)), text_(std::move(text)),
          name_(at(owner_, Type::txt)), findings_(findings) {}

    void judge(const resolve::Answer& answer);

private:
    void judge_revocation(const std::vector<std::string>& keys);
    void judge_key(const DkimKey& wanted, const DkimKey& found);
    void judge_strength(const DkimKey& found);

    /// With the record that mends it, where an alias leads.
    Finding& add(const Check& check, Verdict verdict) {
        auto& finding = findings_.add(check, verdict, name_);
        finding.expected = text_;
        finding.found = found_;
        finding.publish = {txt_record(subject_, end_, text_)};
        if (end_ != owner_) finding.detail = "the name is an alias of " + end_;
        return finding;
    }

    const Subject& subject_;
    std::string owner_;
    std::string text_;
    std::string name_;
    Findings& findings_;
    std::string end_ = owner_; ///< where the aliases lead
    std::string found_ = {};
};

void SelectorJudge::judge(const resolve::Answer& answer) {
    if (answer.outcome == Outcome::unknown)
        return all_unknown(findings_, {&missing, &mismatch, &parse}, name_, answer.what);
    if (!answer.aliases.empty()) end_ = answer.aliases.back();
    auto texts = resolve::all<std::string>(answer);
    found_ = shown(texts);
    std::erase_if(texts, [](const std::string& text) { return !is_dkim(text); });
    const auto wanted = read_dkim(text_);
    if (!wanted) return; // the catalog's problem
    if (wanted->revoked()) return judge_revocation(texts);
    if (texts.empty()) {
        add(missing, Verdict::missing);
        return;
    }
    findings_.ok(missing, name_);
    if (texts.size() > 1) {
        auto& finding = add(parse, Verdict::conflict);
        for (const auto& text : texts)
            if (const auto key = read_dkim(text); !key || !key->same_key(*wanted))
                finding.withdraw.push_back(txt_record(subject_, end_, text));
        return;
    }
    const auto found = read_dkim(texts.front());
    if (!found) {
        add(parse, Verdict::wrong).found = found.error().what + ": " + found_;
        return;
    }
    findings_.ok(parse, name_);
    judge_key(*wanted, *found);
}

/// Nothing published is as good as an empty key.
void SelectorJudge::judge_revocation(const std::vector<std::string>& keys) {
    const auto is_valid = [](const std::string& text) {
        const auto key = read_dkim(text);
        return key && !key->revoked();
    };
    if (std::ranges::none_of(keys, is_valid)) return findings_.ok(old_selector, name_);
    add(old_selector, Verdict::stale).severity = Severity::warning;
}

void SelectorJudge::judge_key(const DkimKey& wanted, const DkimKey& found) {
    if (found.revoked()) {
        add(revoked, Verdict::wrong);
        return;
    }
    findings_.ok(revoked, name_);
    if (found.same_key(wanted))
        findings_.ok(mismatch, name_);
    else
        add(mismatch, Verdict::wrong);
    judge_strength(found);
    if (found.testing)
        add(testing, Verdict::wrong);
    else
        findings_.ok(testing, name_);
}

void SelectorJudge::judge_strength(const DkimKey& found) {
    const bool small = found.type == "rsa" && found.bits < weak_rsa_bits;
    if (!small && !found.only_sha1) return findings_.ok(weak, name_);
    auto& finding = findings_.add(weak, Verdict::wrong, name_);
    if (found.bits < smallest_rsa || found.only_sha1) finding.severity = Severity::error;
    finding.expected = found.only_sha1 ? "h=sha256" : "2048 bits";
    finding.found = found.only_sha1 ? "SHA-1 only" : std::to_string(found.bits) + " bits";
}

/// "old@1700000000 older@1690000000": when we saw that they were no longer ours.
std::map<std::string, std::int64_t> retired_before(const Subject& subject) {
    std::map<std::string, std::int64_t> retired;
    for (const auto& word : split_list(subject.remembered(retired_memory), ' ')) {
        const auto mark = word.find('@');
        const auto since =
            to_integer(word.substr(std::min(mark, word.size() - 1) + 1), 0, INT64_MAX);
        if (mark != word.npos && since) retired[word.substr(0, mark)] = *since;
    }
    for (const auto& selector : split_list(subject.remembered(current_memory), ' '))
        retired.try_emplace(selector, subject.circumstances.now);
    return retired;
}

/// Whether it is still to be watched.
bool judge_retired(
    const Subject& subject,
    const std::string& selector,
    std::int64_t since,
    Evidence& evidence,
    Findings& findings
) {
    const auto owner = owner_of(subject, selector);
    const auto& answer = evidence.dns(owner, Type::txt);
    const auto name = at(owner, Type::txt);
    if (answer.outcome == Outcome::unknown) {
        findings.unknown(old_selector, name, answer.what);
        return true;
    }
    const auto texts = resolve::all<std::string>(answer);
    const bool shows_key = std::ranges::any_of(texts, [](const std::string& text) {
        const auto key = read_dkim(text);
        return is_dkim(text) && key && !key->revoked();
    });
    const bool too_long = subject.circumstances.now - since > retired_for;
    if (!shows_key || !too_long) {
        findings.ok(old_selector, name);
        return shows_key;
    }
    auto& finding = findings.add(old_selector, Verdict::stale, name);
    finding.found = shown(texts);
    finding.withdraw = as_records(answer.records);
    return true;
}

void judge_former(
    const Subject& subject,
    const std::map<std::string, std::string>& current,
    Evidence& evidence,
    Findings& findings
) {
    std::string now_current, now_retired;
    for (const auto& [selector, text] : current)
        now_current.append(now_current.empty() ? "" : " ").append(selector);
    std::size_t count = 0;
    for (const auto& [selector, since] : retired_before(subject)) {
        if (current.contains(selector) || ++count > retired_max) continue;
        if (!judge_retired(subject, selector, since, evidence, findings)) continue;
        now_retired.append(now_retired.empty() ? "" : " ").append(selector);
        now_retired.append("@").append(std::to_string(since));
    }
    if (!now_current.empty()) findings.remember(current_memory, now_current);
    if (!now_retired.empty()) findings.remember(retired_memory, now_retired);
}

} // namespace

void judge_dkim(const Subject& subject, Evidence& evidence, Findings& findings) {
    const auto keys = desired_keys(subject);
    for (const auto& [selector, text] : keys) {
        const auto owner = owner_of(subject, selector);
        SelectorJudge(subject, owner, text, findings).judge(evidence.dns(owner, Type::txt));
    }
    judge_former(subject, keys, evidence, findings);
}

} // namespace fingerpost::check

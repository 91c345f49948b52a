#include "check/spf.hpp"

#include "catalog/mail_flow.hpp"
#include "catalog/spf.hpp"
#include "check/published.hpp"
#include "check/spf_evaluation.hpp"
#include "check/spf_record.hpp"
#include "check/spf_tree.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr const Check& missing = row(spf_checks, "spf-missing");
constexpr const Check& multiple = row(spf_checks, "spf-multiple");
constexpr const Check& syntax = row(spf_checks, "spf-syntax");
constexpr const Check& lookups = row(spf_checks, "spf-lookups");
constexpr const Check& covering = row(spf_checks, "spf-not-covering");
constexpr const Check& all_term = row(spf_checks, "spf-all");
constexpr const Check& type99 = row(spf_checks, "spf-type99");
constexpr const Check& too_long = row(spf_checks, "spf-too-long");
constexpr const Check& mx_limit = row(spf_checks, "spf-mx-limit");

using resolve::Outcome;
using resolve::Type;

constexpr int lookups_many = 8;
constexpr std::size_t answer_max = 1232; // what UDP carries everywhere
constexpr std::string_view version = "v=spf1";

/// The desired SPF record, or "".
std::string wanted(const Subject& subject) {
    for (const auto& record : desired_at(subject, subject.domain, Type::txt))
        if (auto text = text_of(record); is_spf(text)) return text;
    return {};
}

std::string mechanism_for(const std::string& address) {
    return (address.find(':') == address.npos ? "ip4:" : "ip6:") + address;
}

/// The record with the addresses before the term that decides about all others.
std::string extended(const std::string& record, const std::vector<std::string>& addresses) {
    std::string text(version);
    bool added = false;
    const auto add = [&] {
        for (const auto& address : addresses)
            text.append(" ").append(mechanism_for(address));
        added = true;
    };
    const auto read = read_spf(record);
    if (!read) return {};
    const auto words = record.substr(version.size());
    for (std::size_t at = words.find_first_not_of(' '); at != words.npos;
         at = words.find_first_not_of(' ', std::min(words.find(' ', at), words.size()))) {
        const auto word = words.substr(at, words.find(' ', at) - at);
        const bool is_end = word.ends_with("all") || word.starts_with("redirect=");
        if (is_end && !added) add();
        text.append(" ").append(word);
    }
    if (!added) add();
    return text;
}

class SpfJudge {
public:
    SpfJudge(const Subject& subject, Evidence& evidence, Findings& findings)
        : subject_(subject), evidence_(evidence), findings_(findings), wanted_(wanted(subject)),
          name_(at(subject.domain, Type::txt)) {}

    void judge();

private:
    void judge_missing();
    void judge_multiple(const std::vector<std::string>& texts);
    void judge_record(const std::string& text);
    void judge_tree(const SpfTree& tree);
    void judge_syntax(const SpfTree& tree);
    void judge_all(const SpfRecord& record);
    void judge_covering(const std::string& text, const SpfTree& tree);
    void judge_sender(const std::string& address, const std::string& text, const SpfTree& tree);
    void judge_silence(const std::string& text);
    void judge_type99();
    void judge_size(const resolve::Answer& answer);
    void publish(Finding& finding, const std::string& text) const {
        if (text.empty()) return;
        finding.expected = text;
        finding.publish = {txt_record(subject_, subject_.domain, text)};
    }

    const Subject& subject_;
    Evidence& evidence_;
    Findings& findings_;
    std::string wanted_;
    std::string name_;
};

void SpfJudge::judge() {
    const auto& answer = evidence_.dns(subject_.domain, Type::txt);
    judge_type99();
    if (answer.outcome == Outcome::unknown)
        return all_unknown(
            findings_,
            {&missing, &multiple, &syntax, &lookups, &covering, &all_term, &too_long, &mx_limit},
            name_,
            answer.what
        );
    judge_size(answer);
    auto texts = resolve::all<std::string>(answer);
    std::erase_if(texts, [](const std::string& text) { return !is_spf(text); });
    if (texts.empty()) return judge_missing();
    findings_.ok(missing, name_);
    if (texts.size() > 1) return judge_multiple(texts);
    findings_.ok(multiple, name_);
    judge_record(texts.front());
}

void SpfJudge::judge_missing() {
    auto& finding = findings_.add(missing, Verdict::missing, name_);
    const auto& senders = subject_.circumstances.sending_addresses;
    const bool known = !wanted_.empty() || senders.empty();
    publish(finding, known ? wanted_ : extended("v=spf1 mx -all", senders));
}

void SpfJudge::judge_multiple(const std::vector<std::string>& texts) {
    auto& finding = findings_.add(multiple, Verdict::conflict, name_);
    publish(finding, wanted_);
    finding.found = shown(texts);
    for (const auto& text : texts)
        if (text != wanted_)
            finding.withdraw.push_back(txt_record(subject_, subject_.domain, text));
}

void SpfJudge::judge_record(const std::string& text) {
    const auto tree = spf_tree(evidence_, subject_.domain, text);
    judge_syntax(tree);
    if (const auto record = read_spf(text)) {
        judge_tree(tree);
        judge_all(*record);
    }
    judge_covering(text, tree);
}

void SpfJudge::judge_syntax(const SpfTree& tree) {
    for (const auto& problem : tree.broken) {
        const bool own = problem.domain == subject_.domain;
        auto& finding = findings_.add(syntax, Verdict::wrong, at(problem.domain, Type::txt));
        finding.found = problem.what;
        if (own)
            publish(finding, wanted_);
        else
            finding.detail = "the record of " + subject_.domain + " leads there:\n" + tree.text;
    }
    if (!tree.broken.empty()) return;
    if (tree.unknown.empty()) return findings_.ok(syntax, name_);
    findings_.unknown(syntax, name_, "the DNS does not tell " + shown(tree.unknown));
}

void SpfJudge::judge_tree(const SpfTree& tree) {
    for (const auto& name : tree.large_mx)
        findings_.add(mx_limit, Verdict::wrong, at(name, Type::mx)).found = "more than 10";
    if (tree.large_mx.empty()) findings_.ok(mx_limit, name_);
    const bool fails =
        tree.lookups > spf_lookups_max || tree.voids > spf_voids_max || !tree.loop.empty();
    if (!fails && !tree.unknown.empty())
        return findings_.unknown(lookups, name_, "the DNS does not tell " + shown(tree.unknown));
    if (!fails && tree.lookups <= lookups_many) return findings_.ok(lookups, name_);
    auto& finding = findings_.add(lookups, Verdict::wrong, name_);
    if (!fails) finding.severity = Severity::warning;
    finding.expected = "10 look-ups and 2 that find nothing at most";
    finding.found = (tree.cut ? "at least " : "") + std::to_string(tree.lookups) + " look-ups, " +
                    std::to_string(tree.voids) + " that find nothing";
    if (!tree.loop.empty()) finding.found += ", in a circle by " + tree.loop;
    finding.detail = tree.text;
}

/// Also of a record that is right otherwise: what it lets through.
void SpfJudge::judge_all(const SpfRecord& record) {
    const auto& terms = record.terms;
    const auto add = [&](Severity severity, std::string found, std::string expected) {
        auto& finding = findings_.add(all_term, Verdict::wrong, name_);
        finding.severity = severity;
        finding.found = std::move(found);
        finding.expected = std::move(expected);
    };
    const auto before = findings_.all().size();
    const auto end = std::ranges::find(terms, SpfKind::all, &SpfTerm::kind);
    if (end == terms.end() && record.redirect.empty())
        add(Severity::warning, "no all", "-all or ~all");
    if (end != terms.end() && end->qualifier == '?') add(Severity::warning, "?all", "-all or ~all");
    if (end != terms.end() && end->qualifier == '+')
        add(Severity::error, end->text, "-all or ~all");
    if (end != terms.end() && (end + 1 != terms.end() || !record.redirect.empty()))
        add(Severity::info,
            end + 1 != terms.end() ? (end + 1)->text : "redirect=" + record.redirect,
            "nothing behind " + end->text + ", where nobody reads it");
    const auto ptr = std::ranges::find(terms, SpfKind::ptr, &SpfTerm::kind);
    if (ptr != terms.end()) add(Severity::warning, ptr->text, "ip4, ip6 or a");
    if (findings_.all().size() == before) findings_.ok(all_term, name_);
}

void SpfJudge::judge_covering(const std::string& text, const SpfTree& tree) {
    if (sends_no_mail(subject_.offer)) return judge_silence(text);
    for (const auto& address : subject_.circumstances.sending_addresses)
        judge_sender(address, text, tree);
}

/// Of a domain that sends no mail: nobody is to be covered.
void SpfJudge::judge_silence(const std::string& text) {
    const auto record = read_spf(text);
    const bool silent = record && record->terms.size() == 1 &&
                        record->terms.front().kind == SpfKind::all &&
                        record->terms.front().qualifier == '-';
    if (silent) return findings_.ok(covering, name_);
    auto& finding = findings_.add(covering, Verdict::stale, name_);
    finding.severity = Severity::warning;
    finding.expected = no_sender_spf;
    finding.found = text;
    finding.detail = "the domain sends no mail, but its record lets others send";
    finding.publish = {txt_record(subject_, subject_.domain, no_sender_spf)};
}

void SpfJudge::judge_sender(
    const std::string& address, const std::string& text, const SpfTree& tree
) {
    const auto verdict = evaluate_spf(evidence_, {address, subject_.domain});
    if (verdict.result == SpfResult::pass) return findings_.ok(covering, address);
    if (verdict.result == SpfResult::temperror)
        return findings_.unknown(covering, address, verdict.why);
    auto better = wanted_;
    if (!better.empty() &&
        evaluate_spf(evidence_, {address, subject_.domain, better}).result != SpfResult::pass)
        better.clear();
    if (better.empty() && verdict.result != SpfResult::permerror)
        better = extended(text, {address});
    auto& finding = findings_.add(covering, Verdict::wrong, address);
    finding.expected = "pass";
    finding.found = std::string(name(verdict.result)) + ": " + verdict.why;
    finding.detail = tree.text;
    if (better.empty()) return;
    finding.publish = {txt_record(subject_, subject_.domain, better)};
    finding.withdraw = {txt_record(subject_, subject_.domain, text)};
}

void SpfJudge::judge_type99() {
    const auto& answer = evidence_.dns(subject_.domain, Type::spf);
    const auto name = at(subject_.domain, Type::spf);
    if (answer.outcome == Outcome::unknown) return findings_.unknown(type99, name, answer.what);
    if (answer.records.empty()) return findings_.ok(type99, name);
    auto& finding = findings_.add(type99, Verdict::stale, name);
    finding.found = shown(resolve::all<std::string>(answer));
    finding.withdraw = as_records(answer.records);
}

void SpfJudge::judge_size(const resolve::Answer& answer) {
    // header, question and OPT; then for each record a pointer, its fixed part and its strings
    std::size_t size = 12 + subject_.domain.size() + 2 + 4 + 11;
    for (const auto& text : resolve::all<std::string>(answer))
        size += 12 + text.size() + text.size() / 255 + 1;
    if (size <= answer_max) return findings_.ok(too_long, name_);
    auto& finding = findings_.add(too_long, Verdict::wrong, name_);
    finding.expected = "1232 octets at most";
    finding.found =
        std::to_string(size) + " octets in " + std::to_string(answer.records.size()) + " records";
}

} // namespace

void judge_spf(const Subject& subject, Evidence& evidence, Findings& findings) {
    const bool sends = offers_mail(subject.offer) || !wanted(subject).empty();
    if (sends || sends_no_mail(subject.offer)) SpfJudge(subject, evidence, findings).judge();
}

} // namespace fingerpost::check

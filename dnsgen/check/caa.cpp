#include "check/caa.hpp"

#include "base/text.hpp"
#include "catalog/caa.hpp"
#include "catalog/mail_flow.hpp"
#include "catalog/placeholder.hpp"
#include "catalog/tag_list.hpp"
#include "check/caa_issuer.hpp"
#include "check/published.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <set>

namespace fingerpost::check {

namespace {

constexpr const Check& blocks = row(caa_checks, "caa-blocks-issuer");
constexpr const Check& syntax = row(caa_checks, "caa-syntax");
constexpr const Check& unknown_critical = row(caa_checks, "caa-unknown-critical");
constexpr const Check& missing = row(caa_checks, "caa-missing");

using resolve::Caa;
using resolve::Outcome;
using resolve::Type;

/// An authority that we have certificates of, and how.
struct Use {
    std::string issuer;
    TagList parameters; ///< accounturi and validationmethods as far as we know ours
};

/// The relevant set of RFC 8659 §3.
struct Found {
    std::string owner; ///< "" when there is none up to the top
    std::vector<Caa> records;
    std::string unknown; ///< why it is not known
};

Found climbed(std::string name, Evidence& evidence) {
    Found found;
    while (!name.empty()) {
        const auto& answer = evidence.dns(name, Type::caa);
        if (answer.outcome == Outcome::unknown) {
            found.unknown = answer.what;
            return found;
        }
        found.records = resolve::all<Caa>(answer);
        if (!found.records.empty()) {
            found.owner = name;
            return found;
        }
        const auto dot = name.find('.');
        name = dot == name.npos ? std::string() : name.substr(dot + 1);
    }
    return found;
}

/// Within the domain: the names that clients use with TLS.
std::set<std::string> names_with_certificates(const Subject& subject) {
    std::set<std::string> names;
    const auto add = [&](std::string name) {
        if (name.ends_with('.')) name.pop_back();
        const bool plain = name.find_first_of("*_") == name.npos;
        if (plain && name != subject.domain && zone::is_within(name, subject.domain))
            names.insert(std::move(name));
    };
    for (const auto& record : subject.desired)
        if (record.type == "A" || record.type == "AAAA" || record.type == "CNAME")
            add(record.owner);
    add(subject.host.public_hostname);
    for (const auto& host : mail_exchangers(subject.offer, subject.domain))
        add(host);
    for (const auto& server : subject.offer.servers)
        add(ascii_lower(expand_domain(server.host, subject.domain)));
    for (const auto& server : subject.offer.dav_servers)
        add(ascii_lower(expand_domain(server.host, subject.domain)));
    return names;
}

std::vector<Use> uses(const Subject& subject, AttributeId id) {
    std::vector<Use> found;
    const auto parameters_of = [&](const std::string& issuer) {
        for (const auto& own : subject.offer.attributes.all(id))
            if (own.qualifier == issuer && own.value != any_account)
                if (auto list = TagList::parse(expand_domain(own.value, subject.domain)))
                    return std::move(*list);
        return TagList();
    };
    const auto& given = subject.circumstances.issuers;
    if (id == AttributeId::caa_issue)
        for (const auto& issuer : given)
            found.push_back({ascii_lower(issuer), parameters_of(ascii_lower(issuer))});
    if (!found.empty()) return found;
    for (const auto& own : subject.offer.attributes.all(id))
        if (!own.qualifier.empty()) found.push_back({own.qualifier, parameters_of(own.qualifier)});
    return found;
}

enum class Allowed { yes, no, unclear };

/// RFC 8657: what the record asks for, against what we know of ours.
Allowed fits(const CaaIssuer& record, const Use& use) {
    auto allowed = Allowed::yes;
    for (const auto& [tag, value] : record.parameters) {
        if (tag != "accounturi" && tag != "validationmethods") continue; // the authority's own
        if (!use.parameters.has(tag)) {
            allowed = Allowed::unclear;
            continue;
        }
        const auto theirs = split_list(value), ours = split_list(use.parameters.get(tag));
        const auto shared = std::ranges::any_of(ours, [&](const std::string& one) {
            return std::ranges::find(theirs, one) != theirs.end();
        });
        const bool same = tag == "accounturi" ? value == use.parameters.get(tag) : shared;
        if (!same) return Allowed::no;
    }
    return allowed;
}

std::vector<Caa> of_tag(const std::vector<Caa>& records, std::string_view tag) {
    std::vector<Caa> found;
    for (const auto& record : records)
        if (ascii_iequals(record.tag, tag)) found.push_back(record);
    return found;
}

/// Where no record speaks of it, everybody may (RFC 8659 §4.2, §4.3).
Allowed allows(const std::vector<Caa>& records, const Use& use, bool wildcard) {
    auto speaking = wildcard ? of_tag(records, "issuewild") : std::vector<Caa>();
    if (speaking.empty()) speaking = of_tag(records, "issue");
    auto best = speaking.empty() ? Allowed::yes : Allowed::no;
    for (const auto& record : speaking) {
        const auto issuer = read_caa_issuer(record.value);
        if (!issuer || issuer->name != use.issuer) continue;
        const auto here = fits(*issuer, use);
        if (here == Allowed::yes) return here;
        if (here == Allowed::unclear) best = here;
    }
    return best;
}

std::string values_of(const std::vector<Caa>& records) {
    std::string text;
    for (const auto& record : records)
        text.append(text.empty() ? "" : ", ").append(resolve::presentation(Type::caa, record));
    return text;
}

class CaaJudge {
public:
    CaaJudge(const Subject& subject, Evidence& evidence, Findings& findings)
        : subject_(subject), evidence_(evidence), findings_(findings) {}

    void judge();

private:
    void judge_name(const std::string& name, const std::vector<Use>& used, bool wildcard);
    void judge_records(const Found& found);
    void judge_presence(const std::vector<Use>& used);
    zone::Record record_for(const std::string& owner, const Use& use, bool wildcard) const;

    const Subject& subject_;
    Evidence& evidence_;
    Findings& findings_;
    std::set<std::string> judged_; ///< owners whose records were looked at
};

void CaaJudge::judge() {
    const auto issue = uses(subject_, AttributeId::caa_issue);
    judge_presence(issue);
    for (const auto& name : names_with_certificates(subject_))
        judge_name(name, issue, false);
    const auto wild = uses(subject_, AttributeId::caa_issuewild);
    if (!wild.empty()) judge_name(subject_.domain, wild, true);
}

zone::Record CaaJudge::record_for(const std::string& owner, const Use& use, bool wildcard) const {
    const auto parameters = use.parameters.str();
    Caa caa{0, wildcard ? "issuewild" : "issue", use.issuer};
    if (!parameters.empty()) caa.value.append("; ").append(parameters);
    zone::Record record;
    record.owner = zone::absolute(owner);
    record.type = "CAA";
    record.data = resolve::presentation(Type::caa, caa);
    record.ttl = zone::ttl_of(subject_.offer, subject_.host.ttl);
    return record;
}

void CaaJudge::judge_presence(const std::vector<Use>& used) {
    const auto name = at(subject_.domain, Type::caa);
    const auto found = climbed(subject_.domain, evidence_);
    if (!found.unknown.empty()) return findings_.unknown(missing, name, found.unknown);
    judge_records(found);
    if (!found.records.empty()) return findings_.ok(missing, name);
    auto& finding = findings_.add(missing, Verdict::missing, name);
    finding.publish = desired_at(subject_, subject_.domain, Type::caa);
    if (!finding.publish.empty()) return;
    for (const auto& use : used)
        finding.publish.push_back(record_for(subject_.domain, use, false));
}

void CaaJudge::judge_name(const std::string& name, const std::vector<Use>& used, bool wildcard) {
    const auto found = climbed(name, evidence_);
    const auto subject = (wildcard ? "*." : "") + name;
    if (!found.unknown.empty()) {
        if (!used.empty()) findings_.unknown(blocks, subject, found.unknown);
        return;
    }
    judge_records(found);
    for (const auto& use : used) {
        const auto allowed = allows(found.records, use, wildcard);
        if (allowed == Allowed::yes) {
            findings_.ok(blocks, subject);
            continue;
        }
        const auto values = found.owner + ": " + values_of(found.records);
        if (allowed == Allowed::unclear) {
            findings_.unknown(
                blocks, subject, "our account or method is not known here; " + values
            );
            continue;
        }
        auto& finding = findings_.add(blocks, Verdict::wrong, subject);
        const auto record = record_for(found.owner, use, wildcard);
        finding.expected = record.data;
        finding.found = values;
        finding.publish = {record};
    }
}

void CaaJudge::judge_records(const Found& found) {
    if (found.owner.empty() || !judged_.insert(found.owner).second) return;
    const auto name = at(found.owner, Type::caa);
    bool faulty = false, refused = false;
    for (const auto& record : found.records) {
        const auto data = resolve::presentation(Type::caa, record);
        if (const auto fault = fault_of(record); !fault.empty()) {
            findings_.add(syntax, Verdict::wrong, name).found = data + ": " + fault;
            faulty = true;
        }
        if (!is_unknown_critical(record)) continue;
        findings_.add(unknown_critical, Verdict::wrong, name).found = data;
        refused = true;
    }
    if (!faulty) findings_.ok(syntax, name);
    if (!refused) findings_.ok(unknown_critical, name);
}

} // namespace

void judge_caa(const Subject& subject, Evidence& evidence, Findings& findings) {
    if (!subject.desired.empty()) CaaJudge(subject, evidence, findings).judge();
}

} // namespace fingerpost::check

#include "check/tlsa.hpp"

#include "base/text.hpp"
#include "catalog/mail_flow.hpp"
#include "check/published.hpp"
#include "check/tlsa_record.hpp"
#include "format/values.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <set>

namespace fingerpost::check {

namespace {

constexpr const Check& match_check = row(tlsa_checks, "tlsa-match");
constexpr const Check& params = row(tlsa_checks, "tlsa-params");
constexpr const Check& insecure = row(tlsa_checks, "tlsa-insecure");
constexpr const Check& certificate_name = row(tlsa_checks, "tls-cert-vs-mx");

using probe::Dialogue;
using probe::Protection;
using probe::Trouble;
using resolve::Outcome;
using resolve::Type;

constexpr std::uint16_t smtp = 25;

struct Spoken {
    std::uint16_t port;
    Dialogue dialogue;
    Protection protection;
};
constexpr std::array spoken{
    Spoken{smtp, Dialogue::smtp, Protection::starttls},
    Spoken{110, Dialogue::pop3, Protection::starttls},
    Spoken{143, Dialogue::imap, Protection::starttls},
    Spoken{443, Dialogue::none, Protection::tls},
    Spoken{465, Dialogue::smtp, Protection::tls},
    Spoken{587, Dialogue::smtp, Protection::starttls},
    Spoken{993, Dialogue::imap, Protection::tls},
    Spoken{995, Dialogue::pop3, Protection::tls},
    Spoken{4190, Dialogue::managesieve, Protection::starttls},
};

/// A service that TLSA records may speak of.
struct Service {
    std::string host;
    std::uint16_t port = smtp;

    auto operator<=>(const Service&) const = default;
    std::string owner() const { return '_' + std::to_string(port) + "._tcp." + host; }
};

/// "_25._tcp.mx.example.com."; a port 0 for what is none.
Service service_of(const std::string& owner) {
    const auto middle = owner.find("._tcp.");
    const auto port = to_integer(owner.substr(1, middle - 1), 1, 65535);
    if (middle == owner.npos || !port) return {{}, 0};
    const auto host = owner.substr(middle + 6);
    return {host.substr(0, host.size() - 1), static_cast<std::uint16_t>(*port)};
}

bool breaks_tls(Trouble trouble) {
    return trouble == Trouble::no_starttls || trouble == Trouble::starttls_failed ||
           trouble == Trouble::injected || trouble == Trouble::no_tls;
}

class ServiceJudge {
public:
    ServiceJudge(
        const Subject& subject, Evidence& evidence, Findings& findings, const Service& service
    )
        : subject_(subject), evidence_(evidence), findings_(findings), service_(service),
          name_(at(service.owner(), Type::tlsa)),
          wanted_(desired_at(subject, service.owner(), Type::tlsa)) {}

    void judge_records();
    void judge_certificate(bool must);

private:
    std::vector<const probe::Visit*> visits();
    void judge_fields(const std::vector<resolve::Tlsa>& records);
    void judge_security(const resolve::Answer& answer);
    bool judge_chains(const std::vector<resolve::Tlsa>& records);
    bool add_mismatch(const std::vector<const probe::Visit*>& strangers);
    void judge_wanted(const std::vector<resolve::Tlsa>& records, bool live_matches);
    bool comes_next(const std::string& digits) const;

    const Subject& subject_;
    Evidence& evidence_;
    Findings& findings_;
    const Service& service_;
    std::string name_;
    zone::Records wanted_;
};

void ServiceJudge::judge_records() {
    const auto& answer = evidence_.dns(service_.owner(), Type::tlsa);
    if (answer.outcome == Outcome::unknown) {
        if (!wanted_.empty())
            all_unknown(findings_, {&match_check, &params, &insecure}, name_, answer.what);
        return;
    }
    const auto records = resolve::all<resolve::Tlsa>(answer);
    if (records.empty() && wanted_.empty()) return;
    if (records.empty()) return judge_wanted(records, false);
    judge_fields(records);
    judge_security(answer);
    judge_wanted(records, judge_chains(records));
}

void ServiceJudge::judge_fields(const std::vector<resolve::Tlsa>& records) {
    bool fired = false;
    for (const auto& record : records) {
        const auto fault = fault_of(record);
        if (fault.empty()) continue;
        auto& finding = findings_.add(params, Verdict::wrong, name_);
        if (is_of_nothing(record)) finding.severity = Severity::error;
        finding.expected = "3 1 1 and 64 hexadecimal digits";
        finding.found = resolve::presentation(Type::tlsa, record) + ": " + fault;
        finding.publish = wanted_;
        fired = true;
    }
    if (!fired) findings_.ok(params, name_);
}

void ServiceJudge::judge_security(const resolve::Answer& answer) {
    if (!subject_.circumstances.validating)
        return findings_.unknown(insecure, name_, "the resolver is not trusted to check DNSSEC");
    const auto& exchangers = evidence_.dns(subject_.domain, Type::mx);
    const bool mail = service_.port == smtp;
    if (mail && exchangers.outcome == Outcome::unknown)
        return findings_.unknown(insecure, name_, exchangers.what);
    const bool mx_secure = !mail || exchangers.authentic;
    if (answer.authentic && mx_secure) return findings_.ok(insecure, name_);
    auto& finding = findings_.add(insecure, Verdict::wrong, name_);
    finding.expected = "AD";
    finding.found = answer.authentic ? "the MX records are not secure" : "TLSA is not secure";
}

std::vector<const probe::Visit*> ServiceJudge::visits() {
    const auto* const how = std::ranges::find(spoken, service_.port, &Spoken::port);
    std::vector<const probe::Visit*> made;
    if (how == spoken.end()) return made;
    for (const auto& address : evidence_.addresses(service_.host))
        made.push_back(&evidence_.visit(
            {how->dialogue, how->protection, service_.host, address, service_.port}
        ));
    return made;
}

/// Whether every server that could be seen shows what a record promises.
bool ServiceJudge::judge_chains(const std::vector<resolve::Tlsa>& records) {
    const auto is_usable = [](const auto& record) { return fault_of(record).empty(); };
    const bool usable = std::ranges::any_of(records, is_usable);
    if (!subject_.circumstances.live || !usable) return false;
    std::string unknown = "the DNS does not tell an address";
    std::vector<const probe::Visit*> strangers;
    bool matched = false, all_seen = true;
    for (const auto* visit : visits()) {
        const bool seen = visit->reached() || breaks_tls(visit->trouble);
        const bool fits = visit->reached() && std::ranges::any_of(records, [&](const auto& record) {
                              return matches(record, visit->chain, service_.host);
                          });
        matched |= fits;
        all_seen &= seen;
        if (!seen)
            unknown = visit->what;
        else if (!fits)
            strangers.push_back(visit);
    }
    if (!strangers.empty()) return add_mismatch(strangers);
    if (matched && all_seen)
        findings_.ok(match_check, name_);
    else
        findings_.unknown(match_check, name_, unknown);
    return matched;
}

bool ServiceJudge::add_mismatch(const std::vector<const probe::Visit*>& strangers) {
    auto& finding = findings_.add(match_check, Verdict::wrong, name_);
    finding.publish = wanted_;
    const auto& visit = *strangers.front();
    finding.found = visit.what;
    if (visit.chain.empty()) return false;
    const auto shown_key = resolve::presentation(Type::tlsa, tlsa_of(visit.chain.front()));
    finding.found = "the server shows " + shown_key;
    if (!wanted_.empty()) return false;
    zone::Record record;
    record.owner = zone::absolute(service_.owner());
    record.type = "TLSA";
    record.data = shown_key;
    record.ttl = zone::ttl_of(subject_.offer, subject_.host.ttl);
    finding.publish = {record};
    return false;
}

/// Whether these digits are of a key that is not in use yet.
bool ServiceJudge::comes_next(const std::string& digits) const {
    const auto keys = subject_.offer.attributes.all(AttributeId::tlsa_next);
    return std::ranges::any_of(keys, [&](const Attribute& key) {
        return key.value.find(digits) != key.value.npos;
    });
}

void ServiceJudge::judge_wanted(const std::vector<resolve::Tlsa>& records, bool live_matches) {
    std::set<std::string> published;
    for (const auto& record : records)
        published.insert(resolve::presentation(Type::tlsa, record));
    for (const auto& record : wanted_) {
        if (published.contains(record.data)) continue;
        const auto parts = format::parts(record);
        const bool next = parts && comes_next(parts->back());
        auto& finding = findings_.add(match_check, Verdict::missing, name_);
        if (next || live_matches) finding.severity = Severity::warning;
        finding.expected = record.data;
        finding.detail = next ? "the key that comes next" : "";
        finding.publish = {record};
    }
}

void ServiceJudge::judge_certificate(bool must) {
    const auto made = visits();
    if (made.empty() && !evidence_.addresses_known(service_.host))
        return findings_.unknown(certificate_name, service_.host, "its addresses are not known");
    for (const auto* visit : made) {
        const bool seen = visit->reached() || breaks_tls(visit->trouble);
        if (!seen) {
            findings_.unknown(certificate_name, service_.host, visit->what);
            continue;
        }
        const bool fits =
            visit->reached() && visit->trust && visit->trust->trusted && visit->trust->covers;
        if (fits) {
            findings_.ok(certificate_name, service_.host);
            continue;
        }
        auto& finding = findings_.add(certificate_name, Verdict::wrong, service_.host);
        if (!must) finding.severity = Severity::info;
        finding.expected = "a trusted certificate for " + service_.host;
        finding.found = visit->trust && visit->reached() ? visit->trust->why : visit->what;
        if (finding.found.empty() && !visit->chain.empty())
            finding.found = "it is for " + shown(visit->chain.front().names);
    }
}

} // namespace

void judge_tlsa(const Subject& subject, Evidence& evidence, Findings& findings) {
    if (refuses_mail(subject.offer)) return;
    const auto found = published_exchangers(subject, evidence);
    std::set<Service> services;
    for (const auto& host : found.hosts)
        services.insert({host, smtp});
    const auto ours = mail_exchangers(subject.offer, subject.domain);
    const auto& policy = evidence.dns("_mta-sts." + subject.domain, Type::txt);
    const bool must = !versioned(policy, "v=STSv1").empty();
    for (const auto& service : services) {
        const bool own = std::ranges::find(ours, service.host) != ours.end();
        if (subject.circumstances.live && (own || must) && !found.implicit)
            ServiceJudge(subject, evidence, findings, service).judge_certificate(must);
    }
    for (const auto& record : subject.desired)
        if (record.type == "TLSA") services.insert(service_of(record.owner));
    for (const auto& service : services)
        if (service.port != 0) ServiceJudge(subject, evidence, findings, service).judge_records();
}

} // namespace fingerpost::check

#include "zone/dmarc_txt.hpp"

#include "base/text.hpp"
#include "catalog/dmarc.hpp"
#include "catalog/placeholder.hpp"
#include "catalog/report_uri.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr std::string_view reports = "._report._dmarc";
constexpr std::string_view agreed = "v=DMARC1";

constexpr Reason policy{
    Grade::recommended,
    "mail servers see here what to do with mail that only claims to be the domain's",
    "",
    "RFC 7489 §6.1, RFC 9989"};
constexpr Reason takes_reports{
    Grade::recommended,
    "allows mail servers to send DMARC reports about that domain to this one",
    "",
    "RFC 7489 §7.1, RFC 9990"};

} // namespace

void add_dmarc_txt(const Subject& subject, Records& records) {
    const auto& text = subject.offer.attributes.get(AttributeId::dmarc);
    if (text.empty()) return;
    auto data = txt_data(expand_domain(text, subject.domain));
    auto owner = below("_dmarc", subject.domain);
    records.push_back(
        make_record(std::move(owner), "TXT", std::move(data), subject.host.ttl, policy)
    );
}

void add_dmarc_reports_txt(const Subject& subject, Records& records) {
    const auto& about = subject.offer.attributes.get(AttributeId::dmarc_reports_for);
    for (const auto& domain : split_list(about)) {
        auto owner = below(domain + std::string(reports), subject.domain);
        records.push_back(
            make_record(std::move(owner), "TXT", txt_data(agreed), subject.host.ttl, takes_reports)
        );
    }
}

Records dmarc_reports_elsewhere(const Subject& subject) {
    Records records;
    const auto& text = subject.offer.attributes.get(AttributeId::dmarc);
    const auto parsed = parse_dmarc(expand_domain(text, subject.domain));
    if (!parsed) return records;
    for (const auto& uri : parsed->reports_to) {
        const auto host = mail_domain_of(uri);
        // RFC 7489 §7.1 asks nothing of the domain's own organisation; which other names belong to
        // it is not known here
        const bool own = is_within(host, subject.domain) || is_within(subject.domain, host);
        if (host.empty() || own) continue;
        auto owner = below(std::string(subject.domain) + std::string(reports), host);
        records.push_back(
            make_record(std::move(owner), "TXT", txt_data(agreed), subject.host.ttl, takes_reports)
        );
    }
    sort_unique(records);
    return records;
}

} // namespace fingerpost::zone

#include "zone/spf_txt.hpp"

#include "catalog/mail_flow.hpp"
#include "catalog/placeholder.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr Reason reason{
    Grade::recommended,
    "mail servers see here which hosts may send in the domain's name",
    "",
    "RFC 7208 §3"};

} // namespace

void add_spf_txt(const Subject& subject, Records& records) {
    const auto& spf = subject.offer.attributes.get(AttributeId::spf);
    // a second record would make both void, RFC 7208 §4.5
    if (spf.empty() || sends_no_mail(subject.offer)) return;
    auto data = txt_data(expand_domain(spf, subject.domain));
    records.push_back(
        make_record(absolute(subject.domain), "TXT", std::move(data), subject.host.ttl, reason)
    );
}

} // namespace fingerpost::zone

#include "zone/dkim_txt.hpp"

#include "catalog/dkim.hpp"
#include "catalog/mail_flow.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr Reason shown{
    Grade::recommended,
    "mail servers check the signatures of the domain's mail with this key",
    "",
    "RFC 6376 §3.6"};
constexpr Reason revoked{
    Grade::optional,
    "tells mail servers that signatures by this key are no longer valid",
    "",
    "RFC 6376 §3.6.1"};

} // namespace

void add_dkim_txt(const Subject& subject, Records& records) {
    if (sends_no_mail(subject.offer)) return;
    for (const auto& key : subject.offer.attributes.all(AttributeId::dkim)) {
        const auto parsed = parse_dkim(key.value);
        if (!parsed) continue; // the catalog's problem
        auto owner = below(key.qualifier + "._domainkey", subject.domain);
        records.push_back(make_record(
            std::move(owner),
            "TXT",
            txt_data(parsed->text),
            subject.host.ttl,
            parsed->bits > 0 ? shown : revoked
        ));
    }
}

} // namespace fingerpost::zone

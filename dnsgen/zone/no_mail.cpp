#include "zone/no_mail.hpp"

#include "catalog/dkim.hpp"
#include "catalog/mail_flow.hpp"
#include "catalog/spf.hpp"
#include "zone/host_records.hpp"
#include "zone/mx.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr Reason no_sender{
    Grade::recommended,
    "tells mail servers that nobody sends in this name",
    "",
    "RFC 7208 §10.1.2"};
constexpr Reason no_key{
    Grade::optional,
    "tells mail servers that no signature of this name is valid",
    "",
    "RFC 6376 §3.6.1"};
constexpr Reason no_forgery{
    Grade::recommended,
    "tells mail servers to refuse mail that claims to be of this name",
    "",
    "RFC 7489 §6.3"};

void lock_down(const Subject& subject, std::string_view name, Records& records) {
    const auto add = [&](std::string owner, std::string type, std::string data, const Reason& why) {
        records.push_back(
            make_record(std::move(owner), std::move(type), std::move(data), subject.host.ttl, why)
        );
    };
    add(absolute(name), "MX", std::string(null_mx), no_mx);
    add(absolute(name), "TXT", txt_data(no_sender_spf), no_sender);
    add(below("*._domainkey", name), "TXT", txt_data(revoked_dkim), no_key);
    // the domain's own policy may say more, as where reports go
    if (name == subject.domain && subject.offer.attributes.has(AttributeId::dmarc)) return;
    add(below("_dmarc", name), "TXT", txt_data("v=DMARC1; p=reject"), no_forgery);
}

} // namespace

void add_no_mail(const Subject& subject, Records& records) {
    for (const auto& label : names_without_mail(subject.offer)) {
        auto name = at_or_below(label, subject.domain);
        name.pop_back();
        if (!is_alias(subject, name)) lock_down(subject, name, records); // RFC 1034 §3.6.2
    }
}

} // namespace fingerpost::zone

#include "zone/bimi_txt.hpp"

#include "catalog/dmarc.hpp"
#include "catalog/mail_flow.hpp"
#include "catalog/placeholder.hpp"
#include "zone/presentation.hpp"

#include <optional>

namespace fingerpost::zone {

namespace {

constexpr Reason reason{
    Grade::optional,
    "readers of mail show this picture beside the domain's mail",
    "web mail of large providers, Apple Mail",
    "draft-brand-indicators-for-message-identification"};

bool is_shown(const Subject& subject) {
    const auto policy =
        parse_dmarc(expand_domain(subject.offer.attributes.get(AttributeId::dmarc), subject.domain)
        );
    return policy && policy->policy != "none";
}

std::optional<Record> record_of(const Subject& subject) {
    const auto& attributes = subject.offer.attributes;
    const auto& picture = attributes.get(AttributeId::bimi);
    if (picture.empty() || sends_no_mail(subject.offer)) return std::nullopt;
    auto text = "v=BIMI1; l=" + expand_domain(picture, subject.domain);
    if (const auto& certificate = attributes.get(AttributeId::bimi_certificate);
        !certificate.empty())
        text += "; a=" + expand_domain(certificate, subject.domain);
    auto owner = below("default._bimi", subject.domain);
    return make_record(std::move(owner), "TXT", txt_data(text), subject.host.ttl, reason);
}

} // namespace

void add_bimi_txt(const Subject& subject, Records& records) {
    if (!is_shown(subject)) return;
    if (auto record = record_of(subject)) records.push_back(std::move(*record));
}

Records bimi_held_back(const Subject& subject) {
    if (is_shown(subject)) return {};
    auto record = record_of(subject);
    return record ? Records{std::move(*record)} : Records{};
}

} // namespace fingerpost::zone

#include "zone/tlsa.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "catalog/placeholder.hpp"
#include "zone/presentation.hpp"

#include <array>

namespace fingerpost::zone {

namespace {

struct Kind {
    AttributeId id;
    std::string_view match; ///< usage, selector, matching type (RFC 6698 §2.1)
    Reason reason;
};

constexpr std::array kinds{
    Kind{
        AttributeId::tlsa,
        "3 1 1 ",
        {Grade::recommended,
         "senders take only a certificate with this key from the service",
         "",
         "RFC 7672 §3.1.1"}},
    Kind{
        AttributeId::tlsa_next,
        "3 1 1 ",
        {Grade::recommended,
         "the key that comes next: known to senders before the service shows it",
         "",
         "RFC 7671 §8.1"}},
    Kind{
        AttributeId::tlsa_ca,
        "2 1 1 ",
        {Grade::optional,
         "senders take only a certificate of this authority from the service",
         "",
         "RFC 7672 §3.1.2"}},
};

bool is_signed(const Subject& subject) {
    return subject.offer.attributes.get(AttributeId::dnssec) == "signed";
}

/// "_25._tcp.mx.example.com." of "mx.example.com:25"; "" where the host is not the domain's.
std::string owner_of(const Subject& subject, const std::string& service) {
    const auto colon = service.rfind(':');
    const auto host = parse_domain(expand_domain(service.substr(0, colon), subject.domain));
    if (!host || !is_within(*host, subject.domain)) return {};
    return below('_' + service.substr(colon + 1) + "._tcp", *host);
}

Records all_of(const Subject& subject) {
    Records records;
    for (const auto& kind : kinds)
        for (const auto& keys : subject.offer.attributes.all(kind.id)) {
            const auto owner = owner_of(subject, keys.qualifier);
            if (owner.empty()) continue;
            for (const auto& digest : split_list(keys.value))
                records.push_back(make_record(
                    owner, "TLSA", std::string(kind.match) + digest, subject.host.ttl, kind.reason
                ));
        }
    return records;
}

} // namespace

void add_tlsa(const Subject& subject, Records& records) {
    if (!is_signed(subject)) return;
    for (auto& record : all_of(subject))
        records.push_back(std::move(record));
}

Records tlsa_held_back(const Subject& subject) {
    if (is_signed(subject)) return {};
    auto records = all_of(subject);
    sort_unique(records);
    return records;
}

} // namespace fingerpost::zone

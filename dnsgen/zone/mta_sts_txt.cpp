#include "zone/mta_sts_txt.hpp"

#include "protocol/mta_sts.hpp"
#include "zone/host_records.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr Reason reason{
    Grade::recommended,
    "mail servers that send to this domain fetch its TLS policy when this changes",
    "",
    "RFC 8461 §3.1"};

} // namespace

void add_mta_sts_txt(const Subject& subject, Records& records) {
    if (!is_known(subject.host)) return;
    const auto policy = protocol::mta_sts_policy(subject.offer, std::string(subject.domain));
    if (!policy) return;
    auto owner = below("_mta-sts", subject.domain);
    auto data = txt_data(protocol::mta_sts_record(*policy));
    records.push_back(
        make_record(std::move(owner), "TXT", std::move(data), subject.host.ttl, reason)
    );
}

} // namespace fingerpost::zone

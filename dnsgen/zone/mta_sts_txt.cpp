#include "zone/mta_sts_txt.hpp"

#include "protocol/mta_sts.hpp"
#include "zone/host_records.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr std::string_view why =
    "mail servers that send to this domain fetch its policy when this changes (RFC 8461 §3.1)";

} // namespace

void add_mta_sts_txt(const Subject& subject, Records& records) {
    if (!is_known(subject.host)) return;
    const auto policy = protocol::mta_sts_policy(subject.offer, std::string(subject.domain));
    if (!policy) return;
    records.push_back(
        {below("_mta-sts", subject.domain),
         "TXT",
         txt_data(protocol::mta_sts_record(*policy)),
         subject.host.ttl,
         Level::recommended,
         why}
    );
}

} // namespace fingerpost::zone

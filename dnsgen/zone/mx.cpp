#include "zone/mx.hpp"

#include "catalog/mail_flow.hpp"
#include "zone/host_records.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::zone {

namespace {

constexpr Reason taken{
    Grade::required,
    "other mail servers deliver the domain's mail to this host",
    "",
    "RFC 5321 §5.1"};

} // namespace

void add_mx(const Subject& subject, Records& records) {
    if (sends_no_mail(subject.offer)) return; // no_mail.cpp
    const auto owner = absolute(subject.domain);
    if (refuses_mail(subject.offer)) {
        records.push_back(make_record(owner, "MX", std::string(null_mx), subject.host.ttl, no_mx));
        return;
    }
    std::uint16_t preference = 10;
    for (const auto& host : mail_exchangers(subject.offer, subject.domain)) {
        if (!can_be_target(subject, host)) continue;
        auto data = std::to_string(preference) + ' ' + absolute(host);
        records.push_back(make_record(owner, "MX", std::move(data), subject.host.ttl, taken));
        preference = static_cast<std::uint16_t>(std::min(preference + 10, 65535));
    }
}

} // namespace fingerpost::zone

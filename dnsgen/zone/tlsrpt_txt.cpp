#include "zone/tlsrpt_txt.hpp"

#include "catalog/mail_flow.hpp"
#include "catalog/placeholder.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr Reason reason{
    Grade::recommended,
    "mail servers report here that TLS towards this domain failed",
    "",
    "RFC 8460 §3"};

} // namespace

void add_tlsrpt_txt(const Subject& subject, Records& records) {
    const auto& to = subject.offer.attributes.get(AttributeId::tlsrpt);
    if (to.empty() || refuses_mail(subject.offer)) return;
    auto owner = below("_smtp._tls", subject.domain);
    auto data = txt_data("v=TLSRPTv1; rua=" + expand_domain(to, subject.domain));
    records.push_back(
        make_record(std::move(owner), "TXT", std::move(data), subject.host.ttl, reason)
    );
}

} // namespace fingerpost::zone

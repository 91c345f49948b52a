#include "zone/zone.hpp"

#include "base/text.hpp"
#include "zone/autodiscover_srv.hpp"
#include "zone/bimi_txt.hpp"
#include "zone/caa.hpp"
#include "zone/dav_srv.hpp"
#include "zone/dkim_txt.hpp"
#include "zone/dmarc_txt.hpp"
#include "zone/host_records.hpp"
#include "zone/mail_srv.hpp"
#include "zone/mta_sts_txt.hpp"
#include "zone/mx.hpp"
#include "zone/no_mail.hpp"
#include "zone/pacc_txt.hpp"
#include "zone/sieve_srv.hpp"
#include "zone/spf_txt.hpp"
#include "zone/tlsa.hpp"
#include "zone/tlsrpt_txt.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::zone {

namespace {

// clang-format off
constexpr std::array table{
    Generator{"host",         "RFC 1034 §3.6.2",          add_host_records},
    Generator{"autodiscover", "[MS-OXDISCO]",             add_autodiscover_srv},
    Generator{"mail",         "RFC 6186 §3, RFC 8314 §5", add_mail_srv},
    Generator{"sieve",        "RFC 5804 §1.8",            add_sieve_srv},
    Generator{"dav",          "RFC 6764 §3, §4",          add_dav_srv},
    Generator{"jmap",         "RFC 8620 §2.2",            add_jmap_srv},
    Generator{"pacc",         "draft-ietf-mailmaint-pacc", add_pacc_txt},
    Generator{"mta-sts",      "RFC 8461 §3.1",            add_mta_sts_txt},
    Generator{"mx",           "RFC 5321 §5.1, RFC 7505",  add_mx},
    Generator{"no-mail",      "RFC 7505, RFC 7208",       add_no_mail},
    Generator{"spf",          "RFC 7208 §3",              add_spf_txt},
    Generator{"dkim",         "RFC 6376 §3.6",            add_dkim_txt},
    Generator{"dmarc",        "RFC 7489, RFC 9989",       add_dmarc_txt},
    Generator{"dmarc-report", "RFC 7489 §7.1, RFC 9990",  add_dmarc_reports_txt},
    Generator{"tlsrpt",       "RFC 8460 §3",              add_tlsrpt_txt},
    Generator{"tlsa",         "RFC 6698, RFC 7672",       add_tlsa},
    Generator{"caa",          "RFC 8659, RFC 8657",       add_caa},
    Generator{"bimi",         "draft-brand-indicators-for-message-identification", add_bimi_txt},
};
// clang-format on

} // namespace

std::span<const Generator> generators() {
    return table;
}

std::uint32_t ttl_of(const Offer& offer, std::uint32_t otherwise) {
    const auto own = to_integer(offer.attributes.get(AttributeId::dns_ttl), 0, INT32_MAX);
    return own ? static_cast<std::uint32_t>(*own) : otherwise;
}

Records desired(const Subject& subject) {
    Records records;
    if (subject.domain.empty() || subject.domain.starts_with('*')) return records;
    const auto host = normalised(subject);
    const Subject clean{subject.domain, subject.offer, host, subject.held_pacc};
    records.reserve(24);
    for (const auto& generator : table)
        generator.add(clean, records);
    // the longest domains leave no room for a label of ours
    std::erase_if(records, [](const Record& record) { return record.owner.size() > owner_max; });
    sort_unique(records);
    return records;
}

} // namespace fingerpost::zone

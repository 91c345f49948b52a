#include "check/family.hpp"

#include "check/authority.hpp"
#include "check/autoconfig.hpp"
#include "check/autodiscover.hpp"
#include "check/caa.hpp"
#include "check/consistency.hpp"
#include "check/dav.hpp"
#include "check/dkim.hpp"
#include "check/dmarc.hpp"
#include "check/dnssec.hpp"
#include "check/documents.hpp"
#include "check/endpoint_checks.hpp"
#include "check/endpoints.hpp"
#include "check/former.hpp"
#include "check/mta_sts.hpp"
#include "check/mx.hpp"
#include "check/names.hpp"
#include "check/names_checks.hpp"
#include "check/pacc.hpp"
#include "check/ptr.hpp"
#include "check/soa.hpp"
#include "check/spf.hpp"
#include "check/srv.hpp"
#include "check/srv_checks.hpp"
#include "check/tlsa.hpp"
#include "check/tlsrpt.hpp"
#include "check/ttl.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

// clang-format off
constexpr std::array table{
    Family{"srv", "SRV records that lead clients to the servers", srv_checks, judge_srv},
    Family{"dav", "Where calendars and contacts begin", dav_checks, judge_dav},
    Family{"autoconfig", "The host of Mozilla Autoconfig", autoconfig_checks, judge_autoconfig},
    Family{"autodiscover", "The hosts of Microsoft Autodiscover", autodiscover_checks, judge_autodiscover},
    Family{"pacc", "The digest of the PACC document", pacc_checks, judge_pacc},
    Family{"names", "Wildcards, zone cuts and addresses", names_checks, judge_names},
    Family{"former", "What former providers have left", former_checks, judge_former},
    Family{"documents", "Discovery documents as clients get them", document_checks, judge_documents},
    Family{"consistency", "Sources that clients choose between", consistency_checks, judge_consistency},
    Family{"endpoints", "Servers that clients are sent to", endpoint_checks, judge_endpoints},
    Family{"mx", "Where the domain's mail goes", mx_checks, judge_mx},
    Family{"ptr", "Names of the addresses that mail leaves from", ptr_checks, judge_ptr},
    Family{"spf", "Who may send in the domain's name", spf_checks, judge_spf},
    Family{"dkim", "Keys that the domain's mail is signed with", dkim_checks, judge_dkim},
    Family{"dmarc", "What receivers do with forged mail", dmarc_checks, judge_dmarc},
    Family{"mta-sts", "TLS towards our mail servers, by policy", mta_sts_checks, judge_mta_sts},
    Family{"tlsrpt", "Reports about TLS towards our mail servers", tlsrpt_checks, judge_tlsrpt},
    Family{"tlsa", "Certificates that DNSSEC vouches for (DANE)", tlsa_checks, judge_tlsa},
    Family{"caa", "Who may issue certificates for the domain", caa_checks, judge_caa},
    Family{"authority", "The name servers of the domain", authority_checks, judge_authority},
    Family{"ttl", "How long answers are kept", ttl_checks, judge_ttl},
    Family{"soa", "The zone's own record", soa_checks, judge_soa},
    Family{"dnssec", "Signatures over the zone", dnssec_checks, judge_dnssec},
};
// clang-format on

} // namespace

std::span<const Family> families() {
    return table;
}

const Family* find_family(std::string_view name) {
    const auto named = [&](const Family& family) { return family.name == name; };
    const auto at = std::find_if(table.begin(), table.end(), named);
    return at == table.end() ? nullptr : &*at;
}

std::span<const Check* const> all_checks() {
    static const auto checks = [] {
        std::vector<const Check*> all;
        for (const auto& family : table)
            for (const auto& check : family.checks)
                all.push_back(&check);
        return all;
    }();
    return checks;
}

const Check* find_check(std::string_view id) {
    const auto checks = all_checks();
    const auto named = [&](const Check* check) { return check->id == id; };
    const auto at = std::find_if(checks.begin(), checks.end(), named);
    return at == checks.end() ? nullptr : *at;
}

} // namespace fingerpost::check

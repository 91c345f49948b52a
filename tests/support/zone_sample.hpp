/// @file
/// Records looked at in tests, and the offers that zones are written for.
#pragma once

#include "support/sample.hpp"
#include "support/sample_keys.hpp"
#include "zone/presentation.hpp"
#include "zone/zone.hpp"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::test {

/// "SRV 0 1 993 imap.example.net.", several joined by " | ", "" when the owner has none.
inline std::string at(const zone::Records& records, std::string_view owner) {
    std::string found;
    for (const auto& record : records)
        if (record.owner == owner)
            found.append(found.empty() ? "" : " | ").append(record.type + ' ' + record.data);
    return found;
}

inline zone::Records
desired_for(const Offer& offer, const zone::HostSettings& host = {"discover.example.net", {}}) {
    return zone::desired({"example.com", offer, host});
}

/// What a zone is made for, and of what.
struct ZoneCase {
    std::string name;
    std::string domain;
    Offer offer;
    zone::HostSettings host;
    std::vector<zone::Record> more = {}; ///< besides what is desired

    zone::Records records() const {
        auto all = zone::desired({domain, offer, host});
        all.insert(all.end(), more.begin(), more.end());
        zone::sort_unique(all);
        return all;
    }
};

inline Offer starttls_offer() {
    Offer offer;
    offer.servers = {
        sample_server(Service::imap, Security::starttls, 143, "mail.example.net", 1),
        sample_server(Service::submission, Security::starttls, 587, "mail.example.net", 2),
        sample_server(Service::managesieve, Security::starttls, 4190, "mail.example.net", 3)};
    return offer;
}

inline Offer odd_path_offer() {
    auto offer = mail_offer();
    offer.dav_servers = {
        sample_dav_server(DavService::caldav, "/a;b/\\c(d)/@é/"),
        sample_dav_server(DavService::carddav, "/%EMAILADDRESS%/")};
    return offer;
}

/// Every attribute that DNS alone tells; discover.example.com is one of its exchangers.
inline Offer policy_offer() {
    auto offer = full_offer();
    const auto set = [&offer](AttributeId id, std::string value, std::string qualifier = "") {
        offer.attributes.set({id, std::move(qualifier), std::move(value)});
    };
    const std::string_view key = rsa_2048;
    set(AttributeId::mx, "discover.example.com, mx2.example.net");
    set(AttributeId::spf, "v=spf1 mx include:_spf.%EMAILDOMAIN% -all");
    set(AttributeId::dkim, "v=DKIM1; k=rsa; p=" + std::string(key), "mail2026");
    set(AttributeId::dkim, "v=DKIM1; k=ed25519; p=" + std::string(ed25519), "ed2026");
    set(AttributeId::dkim, "v=DKIM1; p=", "mail2025");
    set(AttributeId::dmarc, "v=DMARC1; p=reject; rua=mailto:dmarc@reports.example.net");
    set(AttributeId::dmarc_reports_for, "example.org, example.test");
    set(AttributeId::tlsrpt, "mailto:tls@%EMAILDOMAIN%,https://reports.example.net/tls");
    set(AttributeId::tlsa, std::string(64, 'a'), "discover.example.com:25");
    set(AttributeId::tlsa_next, std::string(64, 'b'), "discover.example.com:25");
    set(AttributeId::tlsa_ca, std::string(64, 'c'), "discover.%EMAILDOMAIN%:465");
    set(AttributeId::tlsa, std::string(64, 'd'), "mx2.example.net:25");
    set(AttributeId::dnssec, "signed");
    set(AttributeId::caa_issue, "any", "ca.example.net");
    set(AttributeId::caa_issue,
        "accounturi=https://ca.example.org/acct/1; validationmethods=dns-01,http-01",
        "ca.example.org");
    set(AttributeId::caa_issuewild, "none");
    set(AttributeId::caa_iodef, "mailto:security@%EMAILDOMAIN%");
    set(AttributeId::bimi, "https://www.example.net/logo.svg");
    set(AttributeId::bimi_certificate, "https://www.example.net/logo.pem");
    return offer;
}

inline Offer
offer_with(Offer offer, AttributeId id, std::string value, std::string qualifier = "") {
    offer.attributes.set({id, std::move(qualifier), std::move(value)});
    return offer;
}

/// The offers and hosts every checker of zones must accept.
inline std::vector<ZoneCase> zone_cases() {
    using zone::Grade;
    const std::string away = "discover.example.net";
    const std::string text = zone::txt_data(std::string(600, 'x') + "; \"quoted\" \\ \xc3\xbc");
    return {
        {"full", "example.com", full_offer(), {away, {}}},
        {"rich", "example.com", test::rich_offer(), {away, {}}},
        {"starttls", "example.com", starttls_offer(), {away, {}}},
        {"no_pop", "example.com", mail_offer(), {away, {}}},
        {"nothing", "example.com", {}, {away, {}}},
        {"idn", "xn--bcher-kva.example", full_offer(), {away, {}}},
        {"odd_path", "example.com", odd_path_offer(), {away, {}}},
        {"host_inside",
         "example.com",
         full_offer(),
         {"discover.example.com", {"192.0.2.7", "2001:db8::7"}}},
        {"host_is_autoconfig",
         "example.com",
         full_offer(),
         {"autoconfig.example.com", {"192.0.2.7"}}},
        {"host_is_domain", "example.com", full_offer(), {"example.com", {"192.0.2.7"}}},
        {"address", "example.com", full_offer(), {"192.0.2.7", {"2001:db8::7"}}},
        {"policy",
         "example.com",
         policy_offer(),
         {"discover.example.com", {"192.0.2.7", "2001:db8::7"}}},
        {"null_mx", "example.com", offer_with(rich_offer(), AttributeId::mx, "."), {away, {}}},
        {"no_mail",
         "example.com",
         offer_with(policy_offer(), AttributeId::no_mail, "@, www, autoconfig"),
         {away, {}}},
        {"long_text",
         "example.com",
         full_offer(),
         {away, {}},
         {{"long.example.com.", "TXT", text, 300, Grade::optional}}},
    };
}

} // namespace fingerpost::test

/// @file
/// Offers at random, with all attributes that DNS tells; the same for the same seed.
#pragma once

#include "support/sample.hpp"
#include "support/sample_keys.hpp"
#include "zone/presentation.hpp"
#include "zone/zone.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

namespace fingerpost::test {

class RandomOffer {
public:
    explicit RandomOffer(std::uint32_t seed) : random_(seed) {}

    Offer offer() {
        Offer made = mail_offer();
        made.servers.clear();
        for (auto count = below(4); count > 0; --count)
            made.servers.push_back(sample_server(
                static_cast<Service>(below(4)),
                static_cast<Security>(below(3)),
                static_cast<std::uint16_t>(1 + below(65535)),
                host(),
                static_cast<std::int64_t>(count)
            ));
        for (auto count = below(3); count > 0; --count)
            made.dav_servers.push_back(sample_dav_server(
                static_cast<DavService>(below(3)), below(2) == 0 ? "/" : "/dav/%EMAILDOMAIN%/"
            ));
        for (const auto& kind : attribute_kinds())
            for (auto tries = below(3); tries > 0; --tries)
                add(made, kind);
        return made;
    }

    zone::HostSettings host_settings() {
        zone::HostSettings settings;
        settings.public_hostname = one_of<std::string>(
            {"",
             "discover.example.net",
             "discover.example.com",
             "autoconfig.example.com",
             "example.com",
             "192.0.2.9"}
        );
        if (below(2) == 0) settings.addresses = {"192.0.2.7", "2001:db8::7"};
        return settings;
    }

private:
    std::size_t below(std::size_t end) { return random_() % end; }

    template <class T>
    T one_of(std::initializer_list<T> values) {
        return *(values.begin() + below(values.size()));
    }

    std::string host() {
        return one_of<std::string>(
            {"mail.example.net",
             "mx.%EMAILDOMAIN%",
             "Autoconfig.%EMAILDOMAIN%",
             "%EMAILDOMAIN%",
             "mta-sts.%EMAILDOMAIN%",
             "mx1.example.com",
             "xn--bcher-kva.example"}
        );
    }

    std::string names(std::initializer_list<std::string> choice) {
        auto list = one_of(choice);
        while (below(2) == 0)
            list += ", " + one_of(choice);
        return list;
    }

    std::string digest() { return std::string(64, one_of({'0', '9', 'a', 'f'})); }

    /// What `check` would take; "" for attributes that DNS does not tell.
    std::string value(AttributeId id) {
        using enum AttributeId;
        switch (id) {
        case mx: return one_of<std::string>({".", host(), host() + ", " + host()});
        case mta_sts: return one_of<std::string>({"none", "testing", "enforce"});
        case no_mail: return names({"@", "www", "autoconfig", "mta-sts", "a.b"});
        case spf:
            return one_of<std::string>(
                {"v=spf1 -all",
                 "v=spf1 mx include:_spf.%EMAILDOMAIN% ~all",
                 "v=spf1 ip6:2001:db8::/32"}
            );
        case dkim:
            return one_of<std::string>(
                {"v=DKIM1; p=",
                 "v=DKIM1; k=ed25519; p=" + std::string(ed25519),
                 "v=DKIM1; k=rsa; p=" + std::string(rsa_2048),
                 "p=" + std::string(rsa_4096),
                 "v=DKIM1; n=\"\\quoted; p="}
            );
        case dmarc:
            return one_of<std::string>(
                {"v=DMARC1; p=none",
                 "v=DMARC1; p=reject; rua=mailto:a@example.net,mailto:b@example.com"}
            );
        case dmarc_reports_for:
            return names({"*", "example.org", std::string(60, 'x') + ".example.test"});
        case tlsrpt: return "mailto:tls@%EMAILDOMAIN%";
        case tlsa:
        case tlsa_next: return digest();
        case tlsa_ca: return digest() + ", " + digest();
        case dnssec: return one_of<std::string>({"signed", "unsigned"});
        case caa_issue:
        case caa_issuewild: return one_of<std::string>({"any", "validationmethods=dns-01"});
        case caa_iodef: return "mailto:security@example.net,https://example.net/iodef";
        case bimi: return "https://www.%EMAILDOMAIN%/" + std::string(below(400), 'l');
        case bimi_certificate: return "https://www.example.net/vmc.pem";
        default: return {};
        }
    }

    std::string qualifier(Qualifier of) {
        switch (of) {
        case Qualifier::selector: return one_of<std::string>({"s1", "s2", "a.b"});
        case Qualifier::service: return host() + one_of<std::string>({":25", ":465"});
        case Qualifier::issuer:
            return one_of<std::string>({"ca.example.net", "ca.example.org", ""});
        default: return {};
        }
    }

    void add(Offer& to, const AttributeKind& kind) {
        auto text = value(kind.id);
        auto key = qualifier(kind.qualifier);
        if (kind.qualifier == Qualifier::issuer && key.empty()) text = "none";
        if (text.empty()) return;
        const AttributeRow row{std::string(kind.name), std::move(key), std::move(text)};
        if (auto attribute = to_attribute(row))
            to.attributes.set(std::move(*attribute));
        else
            ADD_FAILURE() << attribute.error().what;
    }

    std::mt19937 random_;
};

/// With an address for each target inside the domain, which is the operator's to add.
inline zone::Records with_addresses(zone::Records records, const std::string& origin) {
    zone::Records added;
    for (const auto& record : records) {
        if (record.type != "SRV" && record.type != "MX") continue;
        const auto target = record.data.substr(record.data.rfind(' ') + 1);
        const bool known = std::any_of(records.begin(), records.end(), [&](const auto& other) {
            return other.owner == target && (other.type == "A" || other.type == "AAAA");
        });
        if (zone::is_within(target, origin) && !known) added.push_back({target, "A", "192.0.2.80"});
    }
    records.insert(records.end(), added.begin(), added.end());
    zone::sort_unique(records);
    return records;
}

} // namespace fingerpost::test

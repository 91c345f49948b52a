#include "check/former_provider.hpp"

#include "base/text.hpp"
#include "catalog/mail_flow.hpp"
#include "check/ours.hpp"
#include "check/srv_sight.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

namespace {

// clang-format off
constexpr std::array table{
    Product{"Microsoft 365", {"mail.protection.outlook.com", "mx.microsoft"},
        {"outlook.com", "office365.com"}, {"spf.protection.outlook.com"}, "MS="},
    Product{"Google Workspace", {"l.google.com", "smtp.google.com", "googlemail.com"},
        {"gmail.com", "google.com"}, {"_spf.google.com"}},
    Product{"iCloud Mail", {"mail.icloud.com"}, {"mail.me.com"}, {"icloud.com"}, "apple-domain="},
    Product{"Fastmail", {"messagingengine.com"}, {"fastmail.com"}, {"spf.messagingengine.com"}},
    Product{"Zoho Mail", {"zoho.com", "zoho.eu", "zoho.in", "zohomail.com"},
        {"zoho.com", "zoho.eu", "zoho.in"}, {"zoho.com", "zoho.eu", "zohomail.com", "zohomail.eu"},
        "zoho-verification="},
    Product{"Yandex 360", {"mx.yandex.net", "mx.yandex.ru"}, {"yandex.ru", "yandex.com"},
        {"_spf.yandex.net", "_spf.yandex.ru"}, "yandex-verification:"},
    Product{"Proton Mail", {"protonmail.ch"}, {}, {"_spf.protonmail.ch"}, "protonmail-verification="},
    Product{"GoDaddy Workspace Email", {"secureserver.net"}, {"secureserver.net"}, {"secureserver.net"}},
    Product{"IONOS Mail", {"ionos.com", "ionos.de", "1and1.com", "kundenserver.de"},
        {"ionos.com", "ionos.de", "ionos.info", "1and1.info"},
        {"_spf-eu.ionos.com", "_spf-us.ionos.com", "_spf.perfora.net", "_spf.kundenserver.de"}},
    Product{"OVHcloud Mail", {"mail.ovh.net"}, {"mail.ovh.net", "mailconfig.ovh.net"}, {"mx.ovh.com"}},
    Product{"Gandi Mail", {"mail.gandi.net"}, {"mail.gandi.net"}, {"_mailcust.gandi.net"}},
    Product{"Rackspace Email", {"emailsrvr.com"}, {"emailsrvr.com"}, {"emailsrvr.com"}},
    Product{"Amazon WorkMail", {}, {"awsapps.com"}, {}},
    Product{"Migadu", {"migadu.com"}, {"migadu.com"}, {"spf.migadu.com"}, "hosted-email-verify="},
    Product{"Namecheap Private Email", {"privateemail.com"}, {"privateemail.com"}, {"spf.privateemail.com"}},
    Product{"Hostinger Email", {"hostinger.com"}, {"mail.hostinger.com"}, {"_spf.mail.hostinger.com"}},
    Product{"Titan", {"titan.email"}, {"titan.email"}, {"spf.titan.email"}},
    Product{"mailbox.org", {"mailbox.org"}, {"mailbox.org"}, {"mailbox.org"}},
    Product{"Infomaniak Mail", {"infomaniak.ch", "infomaniak.com"}, {"infomaniak.ch", "infomaniak.com"},
        {"spf.infomaniak.ch"}},
    Product{"STRATO Mail", {"rzone.de"}, {"strato.de", "rzone.de"}, {}},
    Product{"cPanel", {}, {"cpanelemaildiscovery.cpanel.net"}, {}, "", {2079, 2080}},
};

/// Indexed by Sign.
constexpr std::array<std::string_view, 6> astray{
    "servers that deliver mail", "Outlook", "Thunderbird, K-9 Mail, Geary, KMail",
    "clients that look for SRV records", "whoever trusts mail sent from there", ""};
// clang-format on

using Patterns = std::array<std::string_view, 4>;

bool matches(std::string_view host, const Patterns& patterns) {
    return std::any_of(patterns.begin(), patterns.end(), [&](std::string_view pattern) {
        return !pattern.empty() && zone::is_within(host, pattern);
    });
}

bool has_port(const Product& product, std::uint16_t port) {
    return port != 0 &&
           std::find(product.ports.begin(), product.ports.end(), port) != product.ports.end();
}

/// The host that a term of SPF hands the judgement to, or "" (RFC 7208 §5.2, §6.1).
std::string handed_to(std::string_view term) {
    auto word = ascii_lower(term);
    if (word.find_first_of("+-~?") == 0) word.erase(0, 1);
    for (const std::string_view name : {"include:", "redirect="})
        if (word.starts_with(name)) return word.substr(name.size());
    return {};
}

bool is_spf(std::string_view text) {
    return ascii_lower(text.substr(0, 7)) == "v=spf1 ";
}

bool includes(std::string_view text, const Product& product) {
    if (!is_spf(text)) return false;
    const auto terms = split_list(text, ' ');
    return std::any_of(terms.begin(), terms.end(), [&](const std::string& term) {
        return matches(handed_to(term), product.includes);
    });
}

/// The record without what hands mail over to the product.
zone::Record without(const zone::Record& record, std::string_view text, const Product& product) {
    std::string rest;
    for (const auto& term : split_list(text, ' '))
        if (!matches(handed_to(term), product.includes))
            rest.append(rest.empty() ? "" : " ").append(term);
    auto left = record;
    left.data = zone::txt_data(rest);
    return left;
}

/// Whether the catalog itself sends anybody there.
bool is_in_use(const Subject& subject, const Ours& ours, const Product& product) {
    for (const auto& name : ours.names())
        if (matches(name, product.exchangers) || matches(name, product.hosts)) return true;
    for (const auto& server : subject.offer.dav_servers)
        if (has_port(product, server.port)) return true;
    return std::any_of(subject.desired.begin(), subject.desired.end(), [&](const auto& record) {
        return record.type == "TXT" && record.data.size() > 2 &&
               includes(std::string_view(record.data).substr(1, record.data.size() - 2), product);
    });
}

/// What is published at the names that clients and servers look up.
struct Published {
    const resolve::Answer& exchangers;
    const resolve::Answer& texts;
    std::vector<std::pair<Sign, const resolve::Answer*>> aliases;
    std::vector<SrvSight> services;
};

Published published_for(const Subject& subject, Evidence& evidence) {
    Published all{
        evidence.dns(subject.domain, resolve::Type::mx),
        evidence.dns(subject.domain, resolve::Type::txt),
        {},
        {}};
    const auto add = [&](Sign sign, std::string_view label) {
        all.aliases.emplace_back(sign, &evidence.dns(name_below(label, subject), resolve::Type::a));
    };
    add(Sign::autodiscover, "autodiscover");
    add(Sign::autoconfig, "autoconfig");
    for (const auto& label : srv_labels())
        all.services.push_back(look(subject, evidence, label));
    return all;
}

Trace trace(Sign sign, zone::Record record, zone::Records instead) {
    return {sign, std::move(record), std::move(instead), astray.at(static_cast<std::size_t>(sign))};
}

void add_aliases(
    const Subject& subject, const Published& all, const Product& product, FormerProvider& found
) {
    for (const auto& [sign, answer] : all.aliases) {
        const auto leads_there = [&](const std::string& host) {
            return matches(host, product.hosts);
        };
        if (answer->chain.empty()) continue;
        if (std::none_of(answer->aliases.begin(), answer->aliases.end(), leads_there)) continue;
        const auto& first = answer->chain.front();
        found.traces.push_back(trace(sign, as_record(first), desired_at(subject, first.owner)));
    }
}

void add_services(const Published& all, const Product& product, FormerProvider& found) {
    for (const auto& sight : all.services)
        for (const auto& srv : sight.published) {
            if (!matches(srv.target, product.hosts) && !has_port(product, srv.port)) continue;
            const bool autodiscover = sight.label.label == "_autodiscover._tcp";
            const auto sign = autodiscover ? Sign::autodiscover : Sign::service;
            for (auto& record : sight.standing_as({srv}))
                found.traces.push_back(trace(sign, std::move(record), sight.wanted));
        }
}

void add_exchangers(
    const Subject& subject, const Published& all, const Product& product, FormerProvider& found
) {
    bool others = false;
    for (const auto& record : all.exchangers.records) {
        const auto& host = std::get<resolve::Mx>(record.data).host;
        const bool there = matches(host, product.exchangers);
        others |= !there;
        if (!there) continue;
        auto instead = desired_at(subject, subject.domain, "MX");
        found.takes_mail = true;
        found.traces.push_back(trace(Sign::exchanger, as_record(record), std::move(instead)));
    }
    // both stand there: a leftover, as soon as it is known who ought to take the mail
    if (others && !mail_exchangers(subject.offer, subject.domain).empty()) found.takes_mail = false;
}

void add_texts(
    const Subject& subject, const Published& all, const Product& product, FormerProvider& found
) {
    for (const auto& answer : all.texts.records) {
        const auto& text = std::get<std::string>(answer.data);
        const auto record = as_record(answer);
        if (includes(text, product)) {
            auto left = without(record, text, product);
            for (const auto& desired : desired_at(subject, subject.domain, "TXT"))
                if (is_spf(std::string_view(desired.data).substr(1))) left = desired;
            found.traces.push_back(trace(Sign::spf, record, {std::move(left)}));
        }
        if (!product.verification.empty() && text.starts_with(product.verification))
            found.traces.push_back(trace(Sign::verification, record, {}));
    }
}

} // namespace

std::span<const Product> products() {
    return table;
}

std::vector<FormerProvider> former_providers(const Subject& subject, Evidence& evidence) {
    const Ours ours(subject, evidence);
    const auto all = published_for(subject, evidence);
    std::vector<FormerProvider> former;
    for (const auto& product : table) {
        if (is_in_use(subject, ours, product)) continue;
        FormerProvider found{product.name, false, {}};
        add_aliases(subject, all, product, found);
        add_services(all, product, found);
        add_exchangers(subject, all, product, found);
        add_texts(subject, all, product, found);
        if (!found.traces.empty()) former.push_back(std::move(found));
    }
    return former;
}

} // namespace fingerpost::check

#include "catalog/defaults.hpp"
#include "catalog/dkim.hpp"
#include "catalog/dmarc.hpp"
#include "cli/any_server.hpp"
#include "cli/database_check.hpp"
#include "cli/told.hpp"
#include "protocol/protocol.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace fingerpost::cli {

namespace {

/// An offer and those who have it.
struct Seen {
    const Offer* offer = nullptr;
    std::string first_domain = {};
    std::size_t domains = 0;
};

/// In the order of the first domain's name, so that two runs tell the same.
std::vector<Seen> offers_of(const Catalog& catalog) {
    std::map<const Offer*, Seen> seen;
    catalog.for_each([&](std::string_view name, const Offer& offer) {
        auto& one = seen[&offer];
        one.offer = &offer;
        ++one.domains;
        if (one.first_domain.empty() || name < one.first_domain) one.first_domain = name;
    });
    std::vector<Seen> all;
    all.reserve(seen.size());
    for (auto& [offer, one] : seen)
        all.push_back(std::move(one));
    std::ranges::sort(all, {}, &Seen::first_domain);
    return all;
}

std::string domains_of(const Seen& seen) {
    auto text = "domain " + seen.first_domain;
    if (seen.domains > 1) text += " and " + std::to_string(seen.domains - 1) + " more";
    return text;
}

using Findings = std::vector<std::string>;
using Offers = std::vector<Seen>;
using Rule = Findings (*)(const Offers&, const Catalog&);

/// How a server that not every client can use fares with those who offer it.
struct Reach {
    std::string what;
    std::size_t told = 0;
    std::size_t not_told = 0;
};

std::string fate(const Reach& reach) {
    if (reach.told == 0)
        return ": no client is told it, as there is another of its type that all can use";
    const std::string told = "told, as there is no other of its type; some clients refuse all the "
                             "settings for it";
    if (reach.not_told == 0) return ": " + told;
    return ": for " + std::to_string(reach.told) + " of " +
           std::to_string(reach.told + reach.not_told) + " domains " + told;
}

Findings not_universal_servers(const Offers& offers, const Catalog&) {
    std::map<std::int64_t, Reach> reaches;
    for (const auto& seen : offers)
        for (const auto& server : seen.offer->servers) {
            if (is_universal(server) || server.service == Service::managesieve) continue;
            auto& reach = reaches[server.id];
            reach.what =
                std::string(name(server.service)) + ' ' + server.host + ' ' + not_universal(server);
            auto& count = why_not_told(*seen.offer, server).empty() ? reach.told : reach.not_told;
            count += seen.domains;
        }
    Findings findings;
    for (const auto& [id, reach] : reaches)
        findings.push_back("server " + std::to_string(id) + ", " + reach.what + fate(reach));
    return findings;
}

Findings differing_user_names(const Offers& offers, const Catalog&) {
    Findings findings;
    for (const auto& seen : offers) {
        const auto told = told_servers(*seen.offer);
        const auto other = std::ranges::find_if(told, [&](const Server* server) {
            return server->user_name != told.front()->user_name;
        });
        if (other == told.end()) continue;
        findings.push_back(
            domains_of(seen) + ": server " + std::to_string(told.front()->id) +
            " has the user name \"" + told.front()->user_name + "\", server " +
            std::to_string((*other)->id) + " \"" + (*other)->user_name +
            "\"; clients that ask for one use it for both"
        );
    }
    return findings;
}

/// Thunderbird asks the host it is redirected to without saying who asks: where the host stands for
/// a domain of its own, it would take that domain's servers.
Findings redirects_astray(const Offers& offers, const Catalog& catalog) {
    Findings findings;
    for (const auto& seen : offers) {
        const AccountSettings settings{*seen.offer, seen.first_domain, std::nullopt};
        const auto host = settings.attribute(AttributeId::autodiscover_host);
        const auto domain = host.empty() ? host : protocol::domain_of_host(host);
        if (domain.empty() || domain == seen.first_domain || !catalog.find(domain)) continue;
        findings.push_back(domains_of(seen));
        findings.back()
            .append(": autodiscover_host ")
            .append(host)
            .append(" stands for the domain ")
            .append(domain)
            .append(", whose servers some clients would take; give a host that stands for none");
    }
    return findings;
}

/// RFC 8301 §3.2
Findings weak_keys(const Offers& offers, const Catalog&) {
    Findings findings;
    for (const auto& seen : offers)
        for (const auto& key : seen.offer->attributes.all(AttributeId::dkim)) {
            const auto record = parse_dkim(key.value);
            if (!record || !record->is_rsa || record->bits == 0 || record->bits >= weak_rsa_bits)
                continue;
            findings.push_back(
                domains_of(seen) + ": the DKIM key of the selector " + key.qualifier +
                " has only " + std::to_string(record->bits) + " bits; make one of 2048"
            );
        }
    return findings;
}

/// What waits for a setting that was perhaps forgotten.
Findings waiting_records(const Offers& offers, const Catalog&) {
    Findings findings;
    for (const auto& seen : offers) {
        const auto& attributes = seen.offer->attributes;
        const auto policy = parse_dmarc(attributes.get(AttributeId::dmarc));
        if (attributes.has(AttributeId::bimi) && (!policy || policy->policy == "none"))
            findings.push_back(
                domains_of(seen) + ": bimi is not published without dmarc of quarantine or reject"
            );
    }
    return findings;
}

/// A new rule is a function and a row.
constexpr std::array<Rule, 5> rules{
    not_universal_servers, differing_user_names, redirects_astray, weak_keys, waiting_records};

} // namespace

std::vector<std::string> offer_findings(const Catalog& catalog) {
    const auto offers = offers_of(catalog);
    Findings all;
    for (const auto rule : rules)
        for (auto& finding : rule(offers, catalog))
            all.push_back(std::move(finding));
    return all;
}

} // namespace fingerpost::cli

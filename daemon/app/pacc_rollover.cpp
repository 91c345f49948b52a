#include "app/pacc_rollover.hpp"

#include "catalog/placeholder.hpp"
#include "protocol/pacc.hpp"
#include "zone/zone.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace fingerpost::app {

namespace {

const std::string any_domain = "%EMAILDOMAIN%";

/// Stays the same while what the rows hold changes.
std::string settings_of(const Offer& offer) {
    auto key = "provider " + std::to_string(offer.provider_id) + " servers";
    for (const auto& server : offer.servers)
        key.append(" ").append(std::to_string(server.id));
    key += " davservers";
    for (const auto& server : offer.dav_servers)
        key.append(" ").append(std::to_string(server.id));
    return key;
}

/// What the offers with the same settings tell now.
struct Told {
    std::vector<std::uint64_t> serials;
    std::string document;
    bool alike = true; ///< some domains may have attributes of their own
};

using ToldBySettings = std::map<std::string, Told>;

ToldBySettings told_by(const Catalog& catalog) {
    ToldBySettings told;
    catalog.for_each_offer([&](const Offer& offer) {
        const auto document = protocol::pacc_document(offer, any_domain);
        if (!document) return;
        auto& same = told[settings_of(offer)];
        same.alike = same.serials.empty() || (same.alike && same.document == *document);
        same.serials.push_back(offer.serial);
        same.document = *document;
    });
    return told;
}

} // namespace

Catalog holding_pacc(
    Catalog catalog, const std::vector<storage::PublishedPacc>& published, std::int64_t now
) {
    HeldDocuments held;
    if (!published.empty()) {
        std::map<std::string, std::vector<storage::PublishedPacc>> by_settings;
        for (const auto& row : published)
            by_settings[row.settings].push_back(row);
        for (const auto& [settings, told] : told_by(catalog)) {
            const auto* served = storage::served_at(by_settings[settings], now);
            if (!served || !told.alike || served->document == told.document) continue;
            for (const auto serial : told.serials)
                held[serial] = served->document;
        }
    }
    catalog.hold(std::move(held));
    return catalog;
}

std::optional<std::int64_t>
next_settling(const std::vector<storage::PublishedPacc>& published, std::int64_t now) {
    std::optional<std::int64_t> next;
    for (const auto& row : published)
        if (row.settled_at > now && (!next || row.settled_at < *next)) next = row.settled_at;
    return next;
}

std::optional<storage::PublishedPacc>
published_pacc(const Offer& offer, const std::string& domain) {
    const auto document = protocol::pacc_document(offer, domain);
    auto common = protocol::pacc_document(offer, any_domain);
    // names are cut to a length after the domain was filled in: then these differ
    if (!document || !common || expand_domain(*common, domain) != *document) return std::nullopt;
    return storage::PublishedPacc{settings_of(offer), std::move(*common), 0};
}

void note_published_pacc(
    storage::Connection& connection,
    const Catalog& catalog,
    const std::vector<std::string>& domains,
    std::int64_t now,
    std::int64_t ttl
) {
    if (!connection.has_table("fingerpost_pacc")) return;
    storage::Transaction transaction(connection);
    storage::PaccRepository published(connection);
    std::set<std::uint64_t> seen; // domains share their settings
    for (const auto& domain : domains) {
        const auto* offer = catalog.find(domain);
        if (!offer || seen.contains(offer->serial)) continue;
        const auto pacc = published_pacc(*offer, domain);
        if (!pacc) continue;
        seen.insert(offer->serial);
        // whoever had asked before the TTL was lowered may still have the old answer
        const auto longest = std::max(ttl, std::int64_t{zone::ttl_of(*offer, 0)});
        published.publish(pacc->settings, pacc->document, now, longest);
    }
    transaction.commit();
}

} // namespace fingerpost::app

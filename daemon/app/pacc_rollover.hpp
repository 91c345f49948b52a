/// @file
/// A PACC document may change only when its new digest has been in DNS for a TTL: until then the
/// old one is served, and both digests are among the records.
/// Spec: draft-ietf-mailmaint-pacc-03.
#pragma once

#include "catalog/catalog.hpp"
#include "storage/pacc_repository.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::app {

/// The catalog with the documents it has to hold on to at `now` (Unix time).
Catalog holding_pacc(
    Catalog catalog, const std::vector<storage::PublishedPacc>& published, std::int64_t now
);

/// When the next document settles after `now`, if any is waiting to.
std::optional<std::int64_t>
next_settling(const std::vector<storage::PublishedPacc>& published, std::int64_t now);

/// What a domain's records, once exported, publish; none where the document cannot be told for
/// all domains of these settings alike.
std::optional<storage::PublishedPacc> published_pacc(const Offer& offer, const std::string& domain);

/// Remembers that the digests of these domains' documents are in DNS from `now` on, to be cached
/// for `ttl` seconds, or longer where their attributes say so. Nothing where our tables were never
/// made.
void note_published_pacc(
    storage::Connection& connection,
    const Catalog& catalog,
    const std::vector<std::string>& domains,
    std::int64_t now,
    std::int64_t ttl
);

} // namespace fingerpost::app

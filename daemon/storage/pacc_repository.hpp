/// @file
/// Which PACC documents have their digests in DNS. For settings at most two: the one that is
/// served, and the one that will be as soon as every resolver can know its digest.
#pragma once

#include "storage/sql.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace fingerpost::storage {

struct PublishedPacc {
    std::string settings;        ///< whose document it is
    std::string document;        ///< with %EMAILDOMAIN% for the domain's name
    std::int64_t settled_at = 0; ///< Unix time from which on it is served

    bool operator==(const PublishedPacc&) const = default;
};

/// The latest that is settled by `now`, or null. `rows`: of the same settings.
const PublishedPacc* served_at(const std::vector<PublishedPacc>& rows, std::int64_t now);

class PaccRepository {
public:
    explicit PaccRepository(Connection& connection) : connection_(connection) {}

    /// Of an older revision none.
    std::vector<PublishedPacc> list();

    /// Notes that the document's digest is in DNS since `now`, as well as that of the one served.
    /// It settles when `ttl` seconds have passed; at once where nothing was published before.
    void publish(
        const std::string& settings, const std::string& document, std::int64_t now, std::int64_t ttl
    );

private:
    std::vector<PublishedPacc> of(const std::string& settings);

    Connection& connection_;
};

} // namespace fingerpost::storage

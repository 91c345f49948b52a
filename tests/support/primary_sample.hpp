/// @file
/// Zones, keys and requests that the tests of the hidden primary share.
#pragma once

#include "catalog/catalog.hpp"
#include "primary/settings.hpp"
#include "support/database.hpp"
#include "support/sample.hpp"
#include "zone/message.hpp"
#include "zone/message_writer.hpp"
#include "zone/tsig.hpp"
#include "zone/wire.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace fingerpost::test {

inline constexpr std::int64_t primary_now = 1'700'000'000; ///< 2023-11-14

inline const zone::TsigKey transfer_key{
    "transfer.", zone::TsigAlgorithm::hmac_sha256, "0123456789abcdef0123456789abcdef"};

inline primary::Settings primary_settings() {
    primary::Settings settings;
    settings.host.public_hostname = "discover.example.net";
    settings.zone.name_servers = {{"ns1.example.net", {}}};
    settings.catalog_zone = "catalog.test";
    return settings;
}

inline Catalog catalog_with(const std::vector<std::pair<std::string, Offer>>& domains) {
    CatalogBuilder builder;
    for (const auto& [name, offer] : domains)
        builder.set(name, builder.add_offer(offer));
    return std::move(builder).build();
}

inline std::string
question(const std::string& zone, const std::string& type, std::uint16_t id = 7) {
    return zone::write_query(id, {zone, type}).value();
}

/// RFC 1995 §3: with the SOA that is known.
inline std::string ixfr_question(const std::string& zone, std::uint32_t serial) {
    zone::MessageWriter writer(7, 0);
    EXPECT_TRUE(writer.question(zone, "IXFR"));
    const auto soa =
        zone::to_wire({zone, "SOA", "ns. hostmaster. " + std::to_string(serial) + " 1 1 1 1", 60});
    EXPECT_TRUE(writer.add(zone::Section::authority, *soa, zone::class_in, zone::message_max));
    return writer.take();
}

/// A file that has our tables.
class SerialDatabase {
public:
    SerialDatabase() {
        EXPECT_TRUE(storage::migrate(*storage::open(url(), storage::Mode::create)));
    }
    storage::DatabaseUrl url() const { return {folder_.file("mail.db")}; }
    void remove() const { std::filesystem::remove(folder_.file("mail.db")); }

private:
    Folder folder_;
};

} // namespace fingerpost::test

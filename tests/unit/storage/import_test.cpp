#include "storage/import.hpp"

#include "storage/catalog_repository.hpp"
#include "storage/seed.hpp"
#include "support/automx2_schema.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

class ImportTest : public test::DatabaseTest {
protected:
    std::unique_ptr<Connection> older(test::Automx2 release) {
        auto database = test::empty_database();
        database->run(test::automx2_schema(release));
        database->run(test::automx2_rows(release));
        return database;
    }
    std::string everything(Connection& database) {
        return test::text(CatalogRepository(database).load());
    }
};
FINGERPOST_EVERY_ENGINE(ImportTest);

TEST_P(ImportTest, an_older_database_is_served_the_same_from_its_copy) {
    const auto from = older(test::Automx2::release_2021);
    const auto copied = copy_automx2(*from, *database_, Existing::refuse);
    ASSERT_TRUE(copied) << copied.error().what;
    EXPECT_EQ(copied->providers, 1U);
    EXPECT_EQ(copied->servers, 4U);
    EXPECT_EQ(copied->dav_servers, 2U);
    EXPECT_EQ(copied->ldap_servers, 1U);
    EXPECT_EQ(copied->domains, 5U);
    EXPECT_EQ(copied->links, 8U); // of 11: three lead nowhere
    const auto catalog = CatalogRepository(*database_).load();
    const auto original = CatalogRepository(*from).load();
    EXPECT_EQ(catalog.domains(), original.domains());
    EXPECT_EQ(test::text(*catalog.find("example.com")), test::text(*original.find("example.com")));
    EXPECT_EQ(catalog.find("orphan.example.org")->provider_name, "");
}

TEST_P(ImportTest, attributes_come_along_with_their_owners) {
    const auto from = test::memory_database();
    from->run("INSERT INTO provider VALUES (7, 'P', 'p');"
              "INSERT INTO domain (id, name, provider_id) VALUES (9, 'a.test', 7);"
              "INSERT INTO fingerpost_provider_attribute VALUES (7, 'webmail', '', 'odd');"
              "INSERT INTO fingerpost_domain_attribute VALUES (9, 'mta_sts', '', 'testing');"
              "INSERT INTO fingerpost_domain_attribute VALUES (10, 'mta_sts', '', 'testing')");
    const auto copied = copy_automx2(*from, *database_, Existing::refuse);
    ASSERT_TRUE(copied) << copied.error().what;
    EXPECT_EQ(copied->attributes, 2U); // of three: one leads nowhere
    EXPECT_EQ(everything(*database_), everything(*from));
    EXPECT_EQ(copy_automx2(*from, *database_, Existing::skip)->attributes, 0U);
}

TEST_P(ImportTest, the_oldest_database_can_be_copied) {
    const auto from = older(test::Automx2::release_2019);
    const auto copied = copy_automx2(*from, *database_, Existing::refuse);
    ASSERT_TRUE(copied);
    EXPECT_EQ(number("SELECT count(*) FROM server WHERE prio = 10"), 4);
}

TEST_P(ImportTest, taken_ids_are_given_anew) {
    ASSERT_TRUE(seed_example(*database_));
    const auto from = test::memory_database();
    ASSERT_TRUE(seed_json(*from, R"({"version": 2, "provider": "Other",
        "domains": [{"name": "other.example"}],
        "servers": [{"type": "imap", "name": "imap.other.example"},
                    {"type": "carddav", "url": "https://dav.other.example/"}]})"));
    const auto copied = copy_automx2(*from, *database_, Existing::refuse);
    ASSERT_TRUE(copied) << copied.error().what;
    const auto catalog = CatalogRepository(*database_).load();
    const auto* offer = catalog.find("other.example");
    ASSERT_TRUE(offer);
    EXPECT_EQ(offer->provider_name, "Other");
    ASSERT_EQ(offer->servers.size(), 1U);
    EXPECT_EQ(offer->servers[0].host, "imap.other.example");
    ASSERT_EQ(offer->dav_servers.size(), 1U);
    EXPECT_EQ(offer->dav_servers[0].host, "dav.other.example");
    EXPECT_EQ(catalog.find("example.com")->servers.size(), 4U);
}

TEST_P(ImportTest, domains_that_are_there_already_are_a_conflict_or_are_left_alone) {
    ASSERT_TRUE(seed_example(*database_));
    const auto before = everything(*database_);
    const auto from = older(test::Automx2::release_2021);
    const auto refused = copy_automx2(*from, *database_, Existing::refuse);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_NE(refused.error().what.find("example.com, Example.NET, EXAMPLE.com"), std::string::npos)
        << refused.error().what;
    EXPECT_EQ(everything(*database_), before);
    const auto copied = copy_automx2(*from, *database_, Existing::skip);
    ASSERT_TRUE(copied);
    EXPECT_EQ(copied->skipped.size(), 3U);
    EXPECT_EQ(copied->domains, 2U);
    EXPECT_EQ(CatalogRepository(*database_).load().find("example.com")->servers.size(), 4U);
}

TEST_P(ImportTest, copying_twice_adds_nothing) {
    const auto from = test::memory_database();
    ASSERT_TRUE(seed_example(*from));
    ASSERT_TRUE(copy_automx2(*from, *database_, Existing::refuse));
    EXPECT_EQ(everything(*database_), everything(*from));
    const auto again = copy_automx2(*from, *database_, Existing::skip);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->providers + again->servers + again->dav_servers + again->domains, 0U);
    EXPECT_EQ(everything(*database_), everything(*from));
}

} // namespace
} // namespace fingerpost::storage

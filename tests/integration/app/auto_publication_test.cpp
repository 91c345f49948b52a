#include "app/auto_publication.hpp"

#include "support/database.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::app {
namespace {

using std::chrono::milliseconds;

constexpr AutoPublication::Rhythm quick{
    milliseconds(5), milliseconds(10), milliseconds(50), milliseconds(10)};

/// Its name server is a port that nobody listens on.
class AutoPublicationTest : public testing::Test {
protected:
    AutoPublicationTest() {
        EXPECT_TRUE(storage::migrate(*storage::open(url_, storage::Mode::create)));
        settings_.dns_target = DnsTarget::update;
        settings_.dns_servers = {{"127.0.0.1", 1}};
        settings_.dns_ttl = 300;
    }

    test::Folder folder_;
    storage::DatabaseUrl url_{folder_.file("db")};
    Snapshot<Catalog> catalog_{Catalog()};
    Settings settings_;
};

TEST_F(AutoPublicationTest, ends_when_it_is_told_to) {
    AutoPublication publication(catalog_, url_, quick);
    publication.stop(); // never begun
    publication.use(settings_);
    publication.use(settings_);
    publication.stop();
    publication.stop();
}

TEST_F(AutoPublicationTest, ends_while_it_waits_for_a_server_that_is_away) {
    CatalogBuilder builder;
    builder.set("example.com", builder.add_offer(test::mail_offer()));
    catalog_.set(std::move(builder).build());
    settings_.public_hostname = "show.example.net";
    settings_.dns_publish = DnsPublish::automatic;
    AutoPublication publication(catalog_, url_, quick);
    publication.use(settings_);
    std::this_thread::sleep_for(milliseconds(100)); // long enough to be in the middle of it
    const auto began = AutoPublication::Clock::now();
    publication.stop();
    EXPECT_LT(AutoPublication::Clock::now() - began, std::chrono::seconds(30));
    const auto database = storage::open(url_, storage::Mode::read_only);
    EXPECT_TRUE(storage::PublicationRepository(*database).plans().empty());
}

} // namespace
} // namespace fingerpost::app

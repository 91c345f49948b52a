#include "app/dns_publication.hpp"

#include "support/await.hpp"
#include "support/database.hpp"
#include "support/sample.hpp"

#include <boost/asio/io_context.hpp>
#include <gtest/gtest.h>

#include <fstream>

namespace fingerpost::app {
namespace {

class DnsPublicationTest : public testing::Test {
protected:
    DnsPublicationTest() {
        settings_.public_hostname = "show.example.net";
        settings_.dns_ttl = 300;
        settings_.dns_target = DnsTarget::update;
        settings_.dns_servers = {{"127.0.0.1", 1}};
        CatalogBuilder builder;
        builder.set("example.com", builder.add_offer(test::mail_offer()));
        catalog_ = std::move(builder).build();
    }

    Result<std::unique_ptr<DnsPublication>> made() {
        return DnsPublication::make(settings_, catalog_, *database_, context_.get_executor());
    }

    std::string refused() {
        const auto publication = made();
        return publication ? "" : publication.error().what;
    }

    test::Folder folder_;
    boost::asio::io_context context_;
    Settings settings_;
    Catalog catalog_;
    std::unique_ptr<storage::Connection> database_ = test::memory_database();
};

TEST_F(DnsPublicationTest, needs_a_way_to_the_name_servers) {
    settings_.dns_target = DnsTarget::none;
    EXPECT_NE(refused().find("dns_target"), std::string::npos);
}

TEST_F(DnsPublicationTest, needs_a_primary) {
    settings_.dns_servers.clear();
    EXPECT_NE(refused().find("dns_servers"), std::string::npos);
}

TEST_F(DnsPublicationTest, says_what_is_wrong_with_the_key_file) {
    settings_.dns_key_file = folder_.file("key");
    EXPECT_NE(refused().find("cannot be read"), std::string::npos);
    std::ofstream(settings_.dns_key_file) << "key \"a\" { algorithm hmac-md5; secret \"eA==\"; };";
    EXPECT_NE(refused().find("hmac-sha256"), std::string::npos) << refused();
    std::ofstream(settings_.dns_key_file) << "// none\n";
    EXPECT_NE(refused(), "");
}

TEST_F(DnsPublicationTest, knows_nothing_of_a_server_that_is_away) {
    const auto publication = made();
    ASSERT_TRUE(publication) << publication.error().what;
    PublicationWish wish;
    wish.domains = {"example.com"};
    Result<ProposedPlan> proposed = Error{};
    const auto keep = [&](const std::exception_ptr& failed, Result<ProposedPlan> plan) {
        if (failed) std::rethrow_exception(failed);
        proposed = std::move(plan);
        context_.stop();
    };
    boost::asio::co_spawn(context_, (*publication)->plan(wish), keep);
    context_.run();
    ASSERT_TRUE(proposed) << proposed.error().what;
    const auto& changes = proposed->plan.domains.at(0).changes;
    EXPECT_EQ(proposed->plan.count(publish::ChangeKind::unknown), changes.size());
    // there is nothing to apply, so nothing waits
    EXPECT_TRUE(storage::PublicationRepository(*database_).plans().empty());
}

} // namespace
} // namespace fingerpost::app

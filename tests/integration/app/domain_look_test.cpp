#include "app/domain_look.hpp"

#include "app/domain_check.hpp"
#include "publish/record_text.hpp"
#include "support/await.hpp"
#include "support/sample.hpp"

#include <boost/asio/ip/udp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

namespace fingerpost::app {
namespace {

using boost::asio::ip::udp;

/// Its resolver takes every question and answers none.
class DomainLookTest : public testing::Test {
protected:
    DomainLookTest() {
        settings_.public_hostname = "show.example.net";
        settings_.dns_ttl = 300;
        settings_.check_rate = 1000;
        settings_.check_resolver = {{"127.0.0.1", deaf_.local_endpoint().port()}};
        CatalogBuilder builder;
        builder.set("example.com", builder.add_offer(test::mail_offer()));
        catalog_ = std::make_shared<Catalog>(std::move(builder).build());
    }

    Result<DomainLook::Seen> look(const std::string& domain) {
        boost::asio::steady_timer soon(context_, std::chrono::milliseconds(50));
        soon.async_wait([this](const boost::system::error_code&) { look_->stop(); });
        return test::await(context_, look_->look(domain, {}));
    }

    boost::asio::io_context context_;
    udp::socket deaf_{context_, udp::endpoint(boost::asio::ip::make_address("127.0.0.1"), 0)};
    Settings settings_;
    std::shared_ptr<const Catalog> catalog_;
    std::shared_ptr<DomainLook> look_;
};

TEST_F(DomainLookTest, who_is_stopped_knows_nothing_and_soon) {
    look_ = look_by_checks(context_, settings_, catalog_).value();
    const auto began = std::chrono::steady_clock::now();
    const auto seen = look("example.com");
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
    ASSERT_TRUE(seen);
    ASSERT_FALSE(seen->findings.all().empty());
    for (const auto& finding : seen->findings.all())
        EXPECT_TRUE(
            finding.verdict == check::Verdict::unknown || finding.verdict == check::Verdict::ok
        ) << finding.check->id;
}

TEST_F(DomainLookTest, what_is_desired_has_the_digest_that_publications_have) {
    look_ = look_by_checks(context_, settings_, catalog_).value();
    const auto seen = look("example.com");
    ASSERT_TRUE(seen);
    zone::ServedRecords records(*catalog_, host_settings(settings_));
    EXPECT_EQ(seen->desired, publish::digest_of(records.of("example.com").value(), "example.com"));
}

TEST_F(DomainLookTest, a_domain_that_nobody_serves_is_refused) {
    look_ = look_by_checks(context_, settings_, catalog_).value();
    EXPECT_EQ(look("example.org").error().code, Errc::not_found);
}

TEST_F(DomainLookTest, a_setting_that_is_no_good_is_named) {
    settings_.check_ca_file = "/nonexistent/ca.pem";
    const auto made = look_by_checks(context_, settings_, catalog_);
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().what.find("/nonexistent/ca.pem"), std::string::npos);
}

} // namespace
} // namespace fingerpost::app

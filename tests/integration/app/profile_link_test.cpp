#include "app/profile_link.hpp"

#include "http/token.hpp"
#include "storage/profile_link_repository.hpp"
#include "storage/seed.hpp"
#include "support/await.hpp"
#include "support/scratch.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

namespace fingerpost::app {
namespace {

constexpr std::int64_t now = 1'000'000;

class ProfileLinkTest : public testing::Test {
protected:
    ProfileLinkTest() {
        EXPECT_TRUE(keeper_.start());
        const auto seed = [](storage::Connection& database) {
            return storage::seed_example(database);
        };
        EXPECT_TRUE(test::await(keeper_.run(seed)));
    }

    /// The token of a link that is good for an hour.
    std::string add(std::int64_t uses = 1, std::string query = "emailaddress=a@example.com") {
        const auto token = http::random_token();
        storage::ProfileLinkRepository(*database_)
            .add({0, std::move(query), now, now + 3600, uses}, link_hash(token));
        return token;
    }

    Response ask(const std::string& token, std::string method = "GET", std::int64_t when = now) {
        Request request;
        request.method = std::move(method);
        request.path = "/mobileconfig/once/" + token;
        EXPECT_TRUE(is_profile_link(request));
        return test::await(answer_profile_link(std::move(request), discovery_, keeper_, when));
    }

    test::Scratch scratch_;
    storage::DatabaseUrl url_{(scratch_ / "db").string()};
    metrics::Metrics metrics_;
    CatalogKeeper keeper_{url_, metrics_};
    ProfileSigning signing_;
    directory::Directory directory_{metrics_};
    Discovery discovery_{
        keeper_.catalog(), directory_, signing_, [] { return protocol::TimeOfDay(0); }};
    std::unique_ptr<storage::Connection> database_ = storage::open(url_, storage::Mode::create);
};

TEST_F(ProfileLinkTest, gives_the_profile_once) {
    const auto token = add();
    const auto first = ask(token);
    EXPECT_EQ(first.status, 200);
    EXPECT_EQ(first.content_type, "application/x-apple-aspen-config");
    const auto second = ask(token);
    EXPECT_EQ(second.status, 410);
    EXPECT_TRUE(second.content_type.starts_with("text/plain"));
    EXPECT_EQ(ask(http::random_token()).body, second.body);
    EXPECT_EQ(ask("../etc").status, 410);
    EXPECT_EQ(ask(token, "POST").status, 405);
}

TEST_F(ProfileLinkTest, is_not_used_up_by_a_preview) {
    const auto token = add();
    EXPECT_EQ(ask(token, "HEAD").status, 200);
    EXPECT_EQ(ask(token, "HEAD").status, 200);
    EXPECT_EQ(ask(token).status, 200);
    EXPECT_EQ(ask(token, "HEAD").status, 410);
}

TEST_F(ProfileLinkTest, is_not_used_up_by_a_profile_that_cannot_be_given) {
    const auto token = add(1, "emailaddress=a@stranger.test");
    EXPECT_EQ(ask(token).status, 404);
    EXPECT_EQ(ask(token).status, 404);
}

TEST_F(ProfileLinkTest, expires) {
    const auto token = add(2);
    EXPECT_EQ(ask(token, "GET", now + 3599).status, 200);
    EXPECT_EQ(ask(token, "GET", now + 3600).status, 410);
    boost::asio::io_context context;
    const auto prune = [&](std::int64_t when) {
        boost::asio::co_spawn(
            context, prune_profile_links(keeper_, when), [](const std::exception_ptr&) {}
        );
        context.run();
        context.restart();
        return storage::ProfileLinkRepository(*database_).list().size();
    };
    EXPECT_EQ(prune(now + 3599), 1U);
    EXPECT_EQ(prune(now + 3600), 0U);
}

TEST_F(ProfileLinkTest, is_given_to_one_of_many_at_once) {
    const auto token = add();
    std::atomic<int> given = 0;
    std::atomic<int> refused = 0;
    {
        std::vector<std::jthread> clients;
        for (int i = 0; i < 20; ++i)
            clients.emplace_back([&] {
                const auto status = ask(token).status;
                if (status == 200) ++given;
                if (status == 410) ++refused;
            });
    }
    EXPECT_EQ(given, 1);
    EXPECT_EQ(refused, 19);
}

TEST_F(ProfileLinkTest, cannot_be_told_while_the_database_is_away) {
    const auto token = add();
    keeper_.stop();
    CatalogKeeper away(url_, metrics_);
    Request request;
    request.path = "/mobileconfig/once/" + token;
    EXPECT_EQ(test::await(answer_profile_link(request, discovery_, away, now)).status, 503);
}

} // namespace
} // namespace fingerpost::app

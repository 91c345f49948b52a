#include "trace/outside.hpp"

#include "support/await.hpp"

#include <gtest/gtest.h>

#include <map>

namespace fingerpost::trace {

namespace {

class FakeResolver final : public resolve::Resolver {
public:
    std::map<resolve::Type, resolve::Answer> answers;
    int questions = 0;

    boost::asio::awaitable<resolve::Answer> ask(std::string, resolve::Type type) override {
        ++questions;
        co_return answers[type];
    }

    void found(resolve::Type type, const std::string& address) {
        answers[type].outcome = resolve::Outcome::found;
        answers[type].records.push_back({"example.com", type, 60, address});
    }
    void none(resolve::Type type) { answers[type].outcome = resolve::Outcome::no_data; }
};

class FakeClient final : public http::Client {
public:
    boost::asio::awaitable<Result<http::Reply>> fetch(http::Call call) const override {
        last = std::move(call);
        co_return http::Reply{};
    }
    mutable http::Call last;
};

class InternetTest : public testing::Test {
protected:
    FakeResolver resolver;
    FakeClient client;

    Result<http::Reply> fetch(const char* url, std::optional<http::Url> via = std::nullopt) {
        Internet internet(resolver, client, std::move(via));
        http::Call call;
        call.url = http::parse_url(url).value();
        return test::await(internet.fetch(call));
    }
};

} // namespace

TEST_F(InternetTest, a_request_goes_to_every_address_of_its_host) {
    resolver.found(resolve::Type::a, "192.0.2.1");
    resolver.found(resolve::Type::aaaa, "2001:db8::1");
    ASSERT_TRUE(fetch("https://example.com:8443/x"));
    EXPECT_EQ(client.last.peer.addresses, (std::vector<std::string>{"192.0.2.1", "2001:db8::1"}));
    EXPECT_EQ(client.last.peer.port, 8443);
    EXPECT_TRUE(client.last.peer.tls);
}

TEST_F(InternetTest, one_address_is_enough) {
    resolver.found(resolve::Type::a, "192.0.2.1");
    resolver.answers[resolve::Type::aaaa] =
        resolve::unknown(resolve::Failure::servfail, "the server failed");
    EXPECT_TRUE(fetch("https://example.com/"));
}

TEST_F(InternetTest, a_host_without_an_address_is_told_from_one_nobody_knows_about) {
    resolver.none(resolve::Type::a);
    resolver.none(resolve::Type::aaaa);
    EXPECT_EQ(fetch("https://example.com/").error().code, Errc::not_found);
    resolver.answers[resolve::Type::a] = resolve::unknown(resolve::Failure::timeout, "timed out");
    const auto open = fetch("https://example.com/");
    EXPECT_EQ(open.error().code, Errc::timeout);
    EXPECT_EQ(open.error().what, "DNS, example.com: timed out");
}

TEST_F(InternetTest, via_keeps_the_host_and_asks_no_address) {
    ASSERT_TRUE(fetch("https://example.com/x", http::parse_url("http://127.0.0.1:4243").value()));
    EXPECT_EQ(client.last.url.authority(), "example.com");
    EXPECT_EQ(client.last.peer.addresses, std::vector<std::string>{"127.0.0.1"});
    EXPECT_EQ(client.last.peer.port, 4243);
    EXPECT_FALSE(client.last.peer.tls);
    EXPECT_EQ(resolver.questions, 0);
}

TEST_F(InternetTest, no_question_is_asked_twice) {
    resolver.none(resolve::Type::srv);
    Internet internet(resolver, client, std::nullopt);
    test::await(internet.ask("example.com", resolve::Type::srv));
    test::await(internet.ask("example.com", resolve::Type::srv));
    EXPECT_EQ(resolver.questions, 1);
}

TEST_F(InternetTest, an_address_is_its_own_address) {
    ASSERT_TRUE(fetch("http://[2001:db8::7]/"));
    EXPECT_EQ(client.last.peer.addresses, std::vector<std::string>{"2001:db8::7"});
}

} // namespace fingerpost::trace

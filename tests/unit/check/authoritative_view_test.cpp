#include "check/authoritative_view.hpp"

#include "support/await.hpp"
#include "support/evidence.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

/// The world as a resolver sees it, and as each name server has it.
class Net final : public resolve::NameServers {
public:
    test::World world;
    std::vector<std::string> asked; ///< servers, without the resolver

    boost::asio::awaitable<resolve::Answer> ask(resolve::Query query) override {
        if (!query.vantage.server.empty()) asked.push_back(query.vantage.server);
        auto answer = world.answer(query);
        // the fake zone has no SOA records: the apex is the last two labels
        if (answer.outcome != resolve::Outcome::found) {
            const auto dot = query.name.rfind('.', query.name.rfind('.') - 1);
            answer.soa_owner = dot == query.name.npos ? query.name : query.name.substr(dot + 1);
        }
        co_return answer;
    }
};

class AuthoritativeViewTest : public testing::Test {
protected:
    AuthoritativeViewTest() {
        net.world.add("example.com. 60 NS ns1.example.com.");
        net.world.add("example.com. 60 NS ns2.example.com.");
        net.world.add("ns1.example.com. 60 A 192.0.2.1");
        net.world.add("ns2.example.com. 60 AAAA 2001:db8::2");
        net.world.add("_imaps._tcp.example.com. 60 SRV 0 1 993 old.example.com.");
        net.world.add("www.example.com. 60 CNAME web.example.net.");
        net.world.add("example.net. 60 NS ns2.example.com.");
        net.world.add("web.example.net. 60 A 192.0.2.9");
        const resolve::Vantage first{resolve::Vantage::Kind::authoritative, "192.0.2.1:5300"};
        net.world.add("_imaps._tcp.example.com. 60 SRV 0 1 993 new.example.com.", first);
        net.world.add("www.example.com. 60 CNAME web.example.net.", first);
    }

    resolve::Answer ask(const std::string& name, resolve::Type type) {
        return test::await(view.ask(resolve::Query{name, type}));
    }

    Net net;
    AuthoritativeView view{net, 5300};
};

} // namespace

TEST_F(AuthoritativeViewTest, what_the_zones_server_has_counts_and_not_what_resolvers_remember) {
    const auto answer = ask("_imaps._tcp.example.com", resolve::Type::srv);
    ASSERT_EQ(resolve::all<resolve::Srv>(answer).size(), 1U);
    EXPECT_EQ(resolve::all<resolve::Srv>(answer)[0].target, "new.example.com");
    EXPECT_EQ(net.asked, (std::vector<std::string>{"192.0.2.1:5300"}));
}

TEST_F(AuthoritativeViewTest, an_alias_is_followed_into_the_next_zone) {
    const auto answer = ask("www.example.com", resolve::Type::a);
    EXPECT_EQ(resolve::all<std::string>(answer), std::vector<std::string>{"192.0.2.9"});
    EXPECT_EQ(answer.aliases, std::vector<std::string>{"web.example.net"});
    EXPECT_EQ(net.asked, (std::vector<std::string>{"192.0.2.1:5300", "[2001:db8::2]:5300"}));
}

TEST_F(AuthoritativeViewTest, a_server_that_does_not_answer_gives_way_to_the_next) {
    net.world.fail(
        "_imaps._tcp.example.com",
        resolve::Type::srv,
        resolve::Failure::timeout,
        {resolve::Vantage::Kind::authoritative, "192.0.2.1:5300"}
    );
    const auto answer = ask("_imaps._tcp.example.com", resolve::Type::srv);
    EXPECT_EQ(answer.server, "[2001:db8::2]:5300");
}

TEST_F(AuthoritativeViewTest, no_server_known_is_not_known_and_not_missing) {
    const auto answer = ask("www.example.org", resolve::Type::a);
    EXPECT_EQ(answer.outcome, resolve::Outcome::unknown);
}

} // namespace fingerpost::check

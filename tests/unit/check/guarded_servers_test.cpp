#include "check/guarded_servers.hpp"

#include "support/await.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using Kind = resolve::Vantage::Kind;

class Net final : public resolve::NameServers {
public:
    std::vector<std::string> asked;

    boost::asio::awaitable<resolve::Answer> ask(resolve::Query query) override {
        asked.push_back(query.vantage.server);
        resolve::Answer answer;
        answer.outcome = resolve::Outcome::no_data;
        co_return answer;
    }
};

} // namespace

TEST(GuardedServers, zones_of_strangers_send_us_to_no_machine_inside) {
    Net net;
    GuardedServers servers(net, *AllowedNetworks::parse({"10.1.0.0/16"}));
    const auto outcome = [&](Kind kind, const char* server) {
        return test::await(servers.ask({"example.com", resolve::Type::soa, {kind, server}})
        ).outcome;
    };
    for (const auto* server : {"192.168.1.1:53", "127.0.0.1", "[::1]:53", "169.254.169.254:80"})
        EXPECT_EQ(outcome(Kind::authoritative, server), resolve::Outcome::unknown) << server;
    EXPECT_TRUE(net.asked.empty());
    for (const auto* server : {"192.0.2.53:5300", "10.1.2.3:53", "[2001:db8::53]:53"})
        EXPECT_EQ(outcome(Kind::authoritative, server), resolve::Outcome::no_data) << server;
}

TEST(GuardedServers, resolvers_are_the_operators_choice) {
    Net net;
    GuardedServers servers(net, {});
    test::await(servers.ask({"example.com", resolve::Type::soa, {}}));
    test::await(servers.ask({"example.com", resolve::Type::soa, {Kind::other, "127.0.0.1:53"}}));
    EXPECT_EQ(net.asked, (std::vector<std::string>{"", "127.0.0.1:53"}));
}

} // namespace fingerpost::check

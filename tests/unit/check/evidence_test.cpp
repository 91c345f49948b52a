#include "check/evidence.hpp"

#include "support/evidence.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(Evidence, what_is_not_known_is_noted_down_and_unknown) {
    Evidence evidence;
    EXPECT_EQ(evidence.dns("Example.COM.", resolve::Type::mx).outcome, resolve::Outcome::unknown);
    EXPECT_EQ(
        evidence.wanted().dns, (std::set<resolve::Query>{{"example.com", resolve::Type::mx}})
    );
    EXPECT_FALSE(evidence.visit({probe::Dialogue::imap}).reached());
    EXPECT_EQ(evidence.wanted().size(), 2U);
}

TEST(Evidence, a_page_is_asked_for_at_the_addresses_that_dns_gave) {
    test::World world;
    world.add("www.example.com. 60 CNAME web.example.net.");
    world.add("web.example.net. 60 A 192.0.2.1");
    world.add("web.example.net. 60 AAAA 2001:db8::1");
    Evidence evidence;
    const std::string url = "https://www.example.com/x";
    EXPECT_EQ(evidence.page(url).error().code, Errc::timeout);
    EXPECT_TRUE(evidence.wanted().pages.empty()) << "the addresses come first";
    for (const auto& query : std::set(evidence.wanted().dns))
        evidence.learn(query, world.answer(query));
    evidence.start();
    EXPECT_FALSE(evidence.page(url));
    ASSERT_EQ(evidence.wanted().pages.size(), 1U);
    const std::vector<std::string> addresses{"192.0.2.1", "2001:db8::1"};
    EXPECT_EQ(evidence.wanted().pages.begin()->addresses, addresses);
}

TEST(Evidence, a_host_without_address_is_told_from_one_that_is_not_known) {
    test::World world;
    world.fail("b.example.com", resolve::Type::a, resolve::Failure::timeout);
    Evidence evidence;
    const auto code = [&](const std::string& url) {
        evidence.page(url);
        for (const auto& query : std::set(evidence.wanted().dns))
            evidence.learn(query, world.answer(query));
        return evidence.page(url).error().code;
    };
    EXPECT_EQ(code("https://a.example.com/"), Errc::not_found);
    EXPECT_EQ(code("https://b.example.com/"), Errc::timeout);
}

TEST(World, answers_as_a_name_server_would) {
    test::World world;
    world.add("*.example.com. 60 A 192.0.2.1");
    world.add("_imaps._tcp.example.com. 60 SRV 0 1 993 imap.example.com.");
    world.add("_25._tcp.mx.example.com. 60 TLSA 3 1 1 "
              "aabbccddeeff00112233445566778899aabbccddeeff00112233445566778899");
    world.add("example.com. 60 CAA 0 issue \"ca.example\"");
    const auto outcome = [&](const char* name, resolve::Type type) {
        return world.answer(resolve::Query{name, type}).outcome;
    };
    EXPECT_EQ(outcome("any.example.com", resolve::Type::a), resolve::Outcome::found);
    EXPECT_EQ(outcome("_pop3s._tcp.example.com", resolve::Type::a), resolve::Outcome::no_such_name);
    EXPECT_EQ(outcome("_tcp.example.com", resolve::Type::a), resolve::Outcome::no_data);
    const auto tlsa = world.answer(resolve::Query{"_25._tcp.mx.example.com", resolve::Type::tlsa});
    EXPECT_EQ(resolve::all<resolve::Tlsa>(tlsa).at(0).digest.size(), 32U);
    const auto caa = world.answer(resolve::Query{"example.com", resolve::Type::caa});
    EXPECT_EQ(
        resolve::presentation(resolve::Type::caa, caa.records.at(0).data), "0 issue \"ca.example\""
    );
}

} // namespace fingerpost::check

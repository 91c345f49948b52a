#include "check/spf_evaluation.hpp"

#include "check/ip_address.hpp"
#include "check/spf_macro.hpp"
#include "check/spf_record.hpp"
#include "support/evidence.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

/// check_host() for example.com, as it ends in this world.
SpfVerdict verdict_in(const test::World& world, const std::string& address) {
    Evidence evidence;
    while (true) {
        evidence.start();
        auto verdict = evaluate_spf(evidence, {address, "example.com"});
        if (evidence.wanted().empty()) return verdict;
        for (const auto& query : std::set(evidence.wanted().dns))
            evidence.learn(query, world.answer(query));
    }
}

class SpfEvaluation : public testing::Test {
protected:
    void publish(const std::string& name, const std::string& spf) {
        world.add(name + ". 60 TXT \"" + spf + '"');
    }
    std::string result(const std::string& address = "192.0.2.1") const {
        return std::string(name(verdict_in(world, address).result));
    }
    test::World world;
};

struct Sample {
    const char* spf;
    const char* result;
};

} // namespace

/// The world of RFC 7208 §A, with example.com as its own.
TEST_F(SpfEvaluation, the_examples_of_the_specification_hold) {
    for (const auto* line :
         {"example.com. 60 MX 10 mail-a.example.com.",
          "example.com. 60 MX 20 mail-b.example.com.",
          "example.com. 60 A 192.0.2.10",
          "example.com. 60 A 192.0.2.11",
          "mail-a.example.com. 60 A 192.0.2.129",
          "mail-b.example.com. 60 A 192.0.2.130",
          "amy.example.com. 60 A 192.0.2.65",
          "example.org. 60 MX 10 mail-c.example.org.",
          "mail-c.example.org. 60 A 192.0.2.140",
          "10.2.0.192.in-addr.arpa. 60 PTR example.com.",
          "65.2.0.192.in-addr.arpa. 60 PTR amy.example.com.",
          "4.0.0.10.in-addr.arpa. 60 PTR bob.example.com."})
        world.add(line);
    struct Case {
        const char *spf, *address, *result;
    };
    for (const auto& [spf, address, wanted] :
         {Case{"+all", "203.0.113.9", "pass"},
          Case{"a -all", "192.0.2.11", "pass"},
          Case{"a -all", "192.0.2.12", "fail"},
          Case{"a:example.org -all", "192.0.2.10", "fail"},
          Case{"mx -all", "192.0.2.130", "pass"},
          Case{"mx:example.org -all", "192.0.2.140", "pass"},
          Case{"mx mx:example.org -all", "192.0.2.140", "pass"},
          Case{"mx/30 mx:example.org/30 -all", "192.0.2.131", "pass"},
          Case{"mx/30 mx:example.org/30 -all", "192.0.2.143", "pass"},
          Case{"mx/30 mx:example.org/30 -all", "192.0.2.144", "fail"},
          Case{"ptr -all", "192.0.2.65", "pass"},
          Case{"ptr -all", "192.0.2.140", "fail"},
          Case{"ptr -all", "10.0.0.4", "fail"},
          Case{"ip4:192.0.2.128/28 -all", "192.0.2.65", "fail"},
          Case{"ip4:192.0.2.128/28 -all", "192.0.2.129", "pass"}}) {
        auto own = world;
        own.add(std::string("example.com. 60 TXT \"v=spf1 ") + spf + '"');
        EXPECT_EQ(name(verdict_in(own, address).result), wanted) << spf << ' ' << address;
    }
}

TEST_F(SpfEvaluation, qualifiers_become_results_and_the_first_match_counts) {
    for (const auto& [spf, wanted] :
         {Sample{"-ip4:192.0.2.1 +all", "fail"},
          Sample{"~all", "softfail"},
          Sample{"?all", "neutral"},
          Sample{"ip4:192.0.2.2", "neutral"},
          Sample{"ip6:::/0 -all", "fail"},
          Sample{"ip4:192.0.2.1 foo -all", "permerror"},
          Sample{"moo=cow ip4:192.0.2.1 -all", "pass"}}) {
        auto own = world;
        own.add(std::string("example.com. 60 TXT \"v=spf1 ") + spf + '"');
        EXPECT_EQ(name(verdict_in(own, "192.0.2.1").result), wanted) << spf;
    }
}

TEST_F(SpfEvaluation, an_include_matches_only_by_pass) {
    publish("example.com", "v=spf1 include:a.test ip4:192.0.2.1 -all");
    publish("a.test", "v=spf1 -all");
    EXPECT_EQ(result(), "pass") << "its fail is not ours";
    EXPECT_EQ(result("192.0.2.2"), "fail");
    world.add("a.test. 60 TXT \"v=spf1 ?all\"");
    EXPECT_EQ(result(), "permerror") << "two records there";
}

TEST_F(SpfEvaluation, an_include_without_record_is_an_error_and_silence_is_another) {
    publish("example.com", "v=spf1 include:a.test -all");
    EXPECT_EQ(result(), "permerror");
    world.fail("a.test", resolve::Type::txt, resolve::Failure::timeout);
    EXPECT_EQ(result(), "temperror");
}

TEST_F(SpfEvaluation, a_redirection_decides_where_nothing_matches) {
    publish("example.com", "v=spf1 redirect=_spf.%{d}");
    EXPECT_EQ(result(), "permerror");
    publish("_spf.example.com", "v=spf1 a:host.example.net -all");
    world.add("host.example.net. 60 A 192.0.2.1");
    EXPECT_EQ(result(), "pass");
    EXPECT_EQ(result("192.0.2.2"), "fail");
}

TEST_F(SpfEvaluation, a_circle_ends_after_ten_look_ups) {
    publish("example.com", "v=spf1 include:example.com -all");
    EXPECT_EQ(result(), "permerror");
}

TEST_F(SpfEvaluation, the_third_look_up_that_finds_nothing_is_an_error) {
    publish("example.com", "v=spf1 a:1.test mx:2.test ip4:192.0.2.1 a:3.test -all");
    EXPECT_EQ(result(), "pass");
    EXPECT_EQ(result("192.0.2.2"), "permerror");
}

TEST_F(SpfEvaluation, names_are_made_of_the_address_that_sends) {
    publish("example.com", "v=spf1 exists:%{ir}.%{v}._spf.%{d2} -all");
    world.add("1.2.0.192.in-addr._spf.example.com. 60 A 127.0.0.2");
    EXPECT_EQ(result(), "pass");
    EXPECT_EQ(result("192.0.2.2"), "fail");
}

TEST_F(SpfEvaluation, ipv6_senders_are_looked_up_by_aaaa) {
    publish("example.com", "v=spf1 a/24//64 -all");
    world.add("example.com. 60 AAAA 2001:db8:1:1::1");
    EXPECT_EQ(result("2001:db8:1:1::ffff"), "pass");
    EXPECT_EQ(result("2001:db8:1:2::1"), "fail");
}

TEST_F(SpfEvaluation, a_domain_without_record_says_nothing) {
    EXPECT_EQ(result(), "none");
    world.fail("example.com", resolve::Type::txt, resolve::Failure::bogus);
    EXPECT_EQ(result(), "temperror");
}

/// RFC 7208 §7.4
TEST(SpfMacro, the_examples_of_the_specification_hold) {
    const SpfMacros four{
        "strong-bad@email.example.com",
        "email.example.com",
        *address_octets("192.0.2.3"),
        "mx.example.org",
        "mx.example.org"};
    for (const auto& [text, wanted] :
         {Sample{"%{s}", "strong-bad@email.example.com"},
          Sample{"%{o}", "email.example.com"},
          Sample{"%{d4}", "email.example.com"},
          Sample{"%{d2}", "example.com"},
          Sample{"%{dr}", "com.example.email"},
          Sample{"%{d2r}", "example.email"},
          Sample{"%{l-}", "strong.bad"},
          Sample{"%{lr-}", "bad.strong"},
          Sample{"%{l1r-}", "strong"},
          Sample{"%{ir}.%{v}._spf.%{d2}", "3.2.0.192.in-addr._spf.example.com"},
          Sample{
              "%{lr-}.lp.%{ir}.%{v}._spf.%{d2}",
              "bad.strong.lp.3.2.0.192.in-addr._spf.example.com"},
          Sample{"%{d2}.trusted-domains.example.net", "example.com.trusted-domains.example.net"},
          Sample{"%{S}", "strong-bad%40email.example.com"},
          Sample{"a%%b%_c%-d", "a%b c%20d"}})
        EXPECT_EQ(expanded_name(text, four), wanted) << text;
    auto six = four;
    six.octets = *address_octets("2001:db8::cb01");
    EXPECT_EQ(
        expanded_name("%{ir}.%{v}._spf.%{d2}", six),
        "1.0.b.c.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6._spf.example.com"
    );
}

TEST(SpfMacro, too_long_a_name_loses_labels_from_its_left) {
    const SpfMacros macros{"a@example.com", std::string(200, 'd') + ".test", {}, {}, {}};
    EXPECT_EQ(expanded_name("a.b.%{d}.%{d}", macros), "test." + macros.domain);
}

TEST(SpfRecord, the_grammar_is_kept) {
    for (const auto* right :
         {"v=spf1",
          "v=spf1 ",
          "V=SpF1  A  -ALL",
          "v=spf1 a:a.test/24//64 mx//128 a/0",
          "v=spf1 include:%{d/}.a.test exists:%{l1r+-}.a.test.",
          "v=spf1 unknown-modifier=%{d} redirect=a.test",
          "v=spf1 exp=explain.a.test -all",
          "v=spf1 ip6:2001:db8::/32 ip6:::ffff:192.0.2.1/128"})
        EXPECT_TRUE(read_spf(right)) << right;
    for (const auto* wrong :
         {"v=spf2 a",
          "v=spf1\ta",
          "v=spf1 include",
          "v=spf1 include:",
          "v=spf1 include:label",
          "v=spf1 include:%{z}.test",
          "v=spf1 include:a.test%",
          "v=spf1 a:",
          "v=spf1 a/33",
          "v=spf1 a/08",
          "v=spf1 a//129",
          "v=spf1 ip4:192.0.2",
          "v=spf1 ip4:192.0.2.1/33",
          "v=spf1 ip4:2001:db8::1",
          "v=spf1 ip6:192.0.2.1",
          "v=spf1 all:a.test",
          "v=spf1 +redirect=a.test",
          "v=spf1 redirect=a.test redirect=b.test",
          "v=spf1 \"a\" -all",
          "v=spf1 -"})
        EXPECT_FALSE(read_spf(wrong)) << wrong;
}

} // namespace fingerpost::check

#include "check/dnssec.hpp"

#include "check/delegation_signer.hpp"
#include "support/served_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

using resolve::Failure;
using resolve::Type;
using test::find;
using test::fired;
using test::Fired;
using test::ServedDomain;

constexpr std::int64_t day = 86400;
const std::vector<std::string> addresses{"192.0.2.1", "192.0.2.2", "2001:db8::2"};

/// example.com, signed: its keys are 60 s old, its signatures hold for another ten of fourteen
/// days.
class DnssecTest : public testing::Test {
protected:
    DnssecTest() {
        domain.circumstances.validating = true;
        domain.world.sign();
        for (const auto* host : {"mx.example.net", "imap.example.net"})
            domain.publish(std::string(host) + ". 60 A 192.0.2.30");
        delegate({*make_ds("example.com", key, 2)});
        for (const auto& address : addresses)
            sign_at(address, 10 * day, 14 * day);
    }

    /// At the servers of the zone above.
    void delegate(const std::vector<resolve::Ds>& signers) {
        resolve::Answer answer;
        answer.outcome = signers.empty() ? resolve::Outcome::no_data : resolve::Outcome::found;
        answer.authoritative = true;
        for (const auto& ds : signers)
            answer.records.push_back({"example.com", Type::ds, 86400, ds});
        domain.world.say({"example.com", Type::ds, ServedDomain::server("192.0.2.9")}, answer);
    }

    void sign_at(const std::string& address, std::int64_t left, std::int64_t whole) {
        const auto now = domain.circumstances.now;
        resolve::Rrsig signature;
        signature.expiration = static_cast<std::uint32_t>(now + left);
        signature.inception = static_cast<std::uint32_t>(now + left - whole);
        for (const auto type : {Type::soa, Type::dnskey}) {
            resolve::Query query{"example.com", type, ServedDomain::server(address)};
            auto answer = domain.world.answer(query);
            if (type == Type::dnskey) {
                answer.outcome = resolve::Outcome::found;
                answer.records = {{"example.com", type, 3600, key}};
            }
            answer.signatures = {signature};
            query.signatures = true;
            domain.world.say(query, answer);
        }
    }

    /// This answer of the configured resolver is not signed.
    void unsign(const std::string& name, Type type) {
        auto answer = domain.world.answer(resolve::Query{name, type});
        answer.authentic = false;
        domain.world.say({name, type}, answer);
    }

    Findings judge() const { return domain.judge("dnssec"); }
    Fired fires() const { return domain.fires("dnssec"); }

    ServedDomain domain;
    resolve::Dnskey key{257, 3, 13, std::string(64, 'k')};
};

} // namespace

TEST_F(DnssecTest, a_signed_domain_is_well) {
    const auto findings = judge();
    EXPECT_EQ(fired(findings), Fired());
    for (const auto& check : dnssec_checks)
        EXPECT_NE(find(findings, check.id, Verdict::ok), nullptr) << check.id;
}

TEST_F(DnssecTest, without_a_resolver_that_checks_nothing_is_called_secure) {
    domain.circumstances.validating = false;
    EXPECT_EQ(
        fires(),
        (Fired{"dnssec-bogus unknown", "dnssec-insecure unknown", "dnssec-target-insecure unknown"})
    );
}

TEST_F(DnssecTest, signatures_that_do_not_hold_are_told_with_the_reason) {
    auto bogus = resolve::unknown(Failure::bogus, "the signatures do not hold");
    bogus.explained = "DNSKEY Missing: no key matches";
    domain.world.say({"example.com", Type::mx}, bogus);
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"dnssec-bogus wrong"}));
    const auto* finding = find(findings, "dnssec-bogus", Verdict::wrong);
    EXPECT_EQ(finding->found, "example.com MX: DNSKEY Missing: no key matches");
    EXPECT_EQ(finding->detail, "1 of 3 questions are answered like that");
}

TEST_F(DnssecTest, a_domain_that_is_bogus_as_a_whole_is_told_too) {
    domain.world.lose({}, Failure::bogus);
    const auto findings = judge();
    EXPECT_NE(find(findings, "dnssec-bogus", Verdict::wrong), nullptr);
    EXPECT_NE(find(findings, "ds-stale", Verdict::unknown), nullptr);
}

TEST_F(DnssecTest, a_resolver_that_fails_otherwise_says_nothing) {
    domain.world.fail("example.com", Type::mx, Failure::timeout);
    EXPECT_EQ(fires(), (Fired{"dnssec-bogus unknown"}));
}

TEST_F(DnssecTest, an_unsigned_domain_is_worth_a_word_and_a_warning_where_dane_is_used) {
    delegate({});
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"dnssec-insecure missing"}));
    EXPECT_EQ(find(findings, "dnssec-insecure", Verdict::missing)->severity, Severity::info);
    const auto severity = [&] {
        return find(judge(), "dnssec-insecure", Verdict::missing)->severity;
    };
    domain.publish("_25._tcp.mx.example.net. 60 TLSA 3 1 1 " + std::string(64, 'a'));
    EXPECT_EQ(severity(), Severity::warning) << "published";
    domain = {};
    delegate({});
    domain.offer.attributes.set({AttributeId::tlsa, "mx.example.com:25", std::string(64, 'a')});
    EXPECT_EQ(severity(), Severity::warning) << "wanted";
}

TEST_F(DnssecTest, a_chain_that_is_broken_above_is_no_chain) {
    unsign("example.com", Type::soa);
    EXPECT_EQ(fires(), (Fired{"dnssec-insecure missing"}));
}

TEST_F(DnssecTest, the_hosts_of_a_signed_domain_are_signed) {
    unsign("mx.example.net", Type::a);
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"dnssec-target-insecure wrong"}));
    EXPECT_EQ(find(findings, "dnssec-target-insecure", Verdict::wrong)->subject, "mx.example.net");
    domain.world.fail("mx.example.net", Type::a, Failure::timeout);
    domain.world.say({"mx.example.net", Type::a}, resolve::unknown(Failure::timeout, "timed out"));
    EXPECT_EQ(fires(), (Fired{"dnssec-target-insecure unknown"}));
    delegate({});
    EXPECT_EQ(fires(), (Fired{"dnssec-insecure missing"})) << "no chain begins";
}

TEST_F(DnssecTest, signatures_end_soon_by_their_own_measure) {
    const auto fires_with = [&](std::int64_t left, std::int64_t whole) {
        sign_at("192.0.2.2", left, whole);
        return !fires().empty();
    };
    EXPECT_FALSE(fires_with(4 * day, 14 * day));
    EXPECT_TRUE(fires_with(3 * day, 14 * day)) << "less than a quarter";
    EXPECT_TRUE(fires_with(3 * day - 1, 8 * day)) << "less than three days";
    EXPECT_FALSE(fires_with(day, 2 * day)) << "signed for each answer";
    EXPECT_TRUE(fires_with(day / 4, 2 * day));
}

TEST_F(DnssecTest, signatures_that_have_ended_at_one_server_are_an_error) {
    sign_at("192.0.2.2", -60, 14 * day);
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"dnssec-expiring stale"}));
    const auto* finding = find(findings, "dnssec-expiring", Verdict::stale);
    EXPECT_EQ(finding->severity, Severity::error);
    EXPECT_EQ(finding->subject, "example.com SOA at ns2.example.net (192.0.2.2)");
    EXPECT_EQ(finding->found, "they ended 60 s ago");
}

TEST_F(DnssecTest, times_of_signatures_wrap) {
    domain.circumstances.now = 0x100000000 - 100;
    for (const auto& address : addresses)
        sign_at(address, 10 * day, 14 * day);
    EXPECT_EQ(fires(), Fired());
}

TEST_F(DnssecTest, a_server_that_serves_a_signed_zone_unsigned_is_wrong) {
    resolve::Query query{"example.com", Type::soa, ServedDomain::server("192.0.2.2")};
    const auto plain = domain.world.answer(query);
    query.signatures = true;
    domain.world.say(query, plain);
    EXPECT_EQ(fires(), (Fired{"dnssec-expiring missing"}));
}

TEST_F(DnssecTest, a_ds_record_stands_for_a_key_of_the_zone) {
    auto former = key;
    former.key[0] = 'x';
    const auto stale = *make_ds("example.com", former, 2);
    delegate({stale});
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"ds-stale stale"}));
    const auto* finding = find(findings, "ds-stale", Verdict::stale);
    EXPECT_EQ(finding->severity, Severity::error);
    ASSERT_EQ(finding->publish.size(), 1U);
    EXPECT_EQ(
        finding->publish[0].data, resolve::presentation(Type::ds, *make_ds("example.com", key, 2))
    );
    ASSERT_EQ(finding->withdraw.size(), 1U);
    EXPECT_EQ(finding->withdraw[0].data, resolve::presentation(Type::ds, stale));
}

TEST_F(DnssecTest, a_stale_ds_record_is_told_although_the_resolver_gives_no_answer) {
    auto former = key;
    former.key[0] = 'x';
    delegate({*make_ds("example.com", former, 2)});
    for (const auto type : {Type::soa, Type::ns})
        domain.world.say({"example.com", type}, resolve::unknown(Failure::bogus, "no key matches"));
    const auto findings = judge();
    EXPECT_NE(find(findings, "dnssec-bogus", Verdict::wrong), nullptr);
    EXPECT_NE(find(findings, "ds-stale", Verdict::stale), nullptr);
}

TEST_F(DnssecTest, a_ds_record_beside_the_right_one_may_be_for_the_next_key) {
    auto next = key;
    next.key[0] = 'x';
    delegate({*make_ds("example.com", next, 2), *make_ds("example.com", key, 4)});
    const auto findings = judge();
    EXPECT_EQ(fired(findings), (Fired{"ds-stale stale"}));
    EXPECT_EQ(find(findings, "ds-stale", Verdict::stale)->severity, Severity::info);
}

TEST_F(DnssecTest, one_dead_server_changes_nothing_and_all_dead_are_unknown) {
    const auto lose = [&](const std::string& address) {
        for (const auto type : {Type::soa, Type::dnskey}) {
            const resolve::Query query{
                "example.com", type, ServedDomain::server(address), false, true};
            domain.world.say(query, resolve::unknown(Failure::timeout, "timed out"));
        }
    };
    lose(addresses[0]);
    EXPECT_EQ(fires(), Fired());
    lose(addresses[1]);
    lose(addresses[2]);
    EXPECT_EQ(fires(), (Fired{"dnssec-expiring unknown", "ds-stale unknown"}));
}

} // namespace fingerpost::check

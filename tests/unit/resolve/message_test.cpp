#include "resolve/message.hpp"

#include "resolve/answer.hpp"
#include "support/dns_message.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

namespace {

using test::be16;
using test::be32;
using test::wire_answer;
using test::wire_name;
using test::wire_srv;
using test::WireRecord;

const std::string imaps = "_imaps._tcp.example.com";

Answer read_srv(const std::string& message) {
    return read_answer(message, imaps, Type::srv);
}

void expect_malformed(const std::string& message) {
    const auto answer = read_srv(message);
    EXPECT_EQ(answer.outcome, Outcome::unknown);
    EXPECT_EQ(answer.failure, Failure::malformed) << answer.what;
    EXPECT_TRUE(answer.records.empty());
}

} // namespace

TEST(Message, an_answer_has_its_records_with_their_ttl) {
    const auto answer = read_srv(wire_answer(
        imaps,
        Type::srv,
        {{imaps, Type::srv, wire_srv(0, 1, 993, "IMAP.example.com"), 7200},
         {imaps, Type::srv, wire_srv(10, 0, 0, ".")}}
    ));
    ASSERT_EQ(answer.outcome, Outcome::found) << answer.what;
    EXPECT_EQ(all<Srv>(answer).at(0), (Srv{0, 1, 993, "imap.example.com"}));
    EXPECT_EQ(all<Srv>(answer).at(1).target, ".");
    EXPECT_EQ(answer.records[0].ttl, 7200U);
    EXPECT_EQ(summary(answer), "2 records");
}

TEST(Message, every_type_is_read) {
    const auto text = [](Type type, const std::string& data) {
        const auto message = wire_answer("example.com", type, {{"example.com", type, data}});
        return all<std::string>(read_answer(message, "Example.COM.", type)).at(0);
    };
    EXPECT_EQ(text(Type::a, "\xC0\x00\x02\x01"[0] + std::string("\x00\x02\x01", 3)), "192.0.2.1");
    EXPECT_EQ(
        text(Type::aaaa, std::string("\x20\x01\x0d\xb8", 4) + std::string(11, '\0') + '\1'),
        "2001:db8::1"
    );
    EXPECT_EQ(text(Type::txt, std::string("\5path=\0\5/dav/", 13)), "path=/dav/");
    EXPECT_EQ(text(Type::cname, wire_name("mail.example.net")), "mail.example.net");
    const auto mx = wire_answer(
        "example.com", Type::mx, {{"example.com", Type::mx, be16(10) + wire_name("mx.example.net")}}
    );
    EXPECT_EQ(all<Mx>(read_answer(mx, "example.com", Type::mx)).at(0), (Mx{10, "mx.example.net"}));
}

TEST(Message, records_of_other_names_are_not_ours_nor_do_they_say_that_there_are_none) {
    const WireRecord evil{"_imaps._tcp.evil.test", Type::srv, wire_srv(0, 1, 993, "evil.test")};
    expect_malformed(wire_answer(imaps, Type::srv, {evil}));
    expect_malformed(
        wire_answer(imaps, Type::srv, {{"evil.test", Type::cname, wire_name("a.evil.test")}})
    );
    const WireRecord ours{imaps, Type::srv, wire_srv(0, 1, 993, "imap.example.com")};
    EXPECT_EQ(all<Srv>(read_srv(wire_answer(imaps, Type::srv, {evil, ours}))).size(), 1U);
}

TEST(Message, aliases_are_followed_in_whatever_order_they_come) {
    const auto answer = read_srv(wire_answer(
        imaps,
        Type::srv,
        {{"b.example.net", Type::srv, wire_srv(0, 1, 993, "imap.example.net")},
         {"a.example.net", Type::cname, wire_name("b.example.net")},
         {imaps, Type::cname, wire_name("a.example.net")}}
    ));
    EXPECT_EQ(answer.aliases, (std::vector<std::string>{"a.example.net", "b.example.net"}));
    EXPECT_EQ(all<Srv>(answer).size(), 1U);
}

TEST(Message, an_alias_that_leads_nowhere_is_no_data) {
    const auto answer = read_srv(
        wire_answer(imaps, Type::srv, {{imaps, Type::cname, wire_name("gone.example.net")}})
    );
    EXPECT_EQ(answer.outcome, Outcome::no_data);
    EXPECT_EQ(answer.aliases.size(), 1U);
}

TEST(Message, aliases_in_a_circle_are_malformed) {
    expect_malformed(wire_answer(imaps, Type::srv, {{imaps, Type::cname, wire_name(imaps)}}));
}

TEST(Message, missing_and_failed_are_told_apart) {
    const auto with = [](unsigned flags) {
        return read_srv(wire_answer(imaps, Type::srv, {}, flags));
    };
    EXPECT_EQ(with(0x8403).outcome, Outcome::no_such_name);
    EXPECT_EQ(with(0x8400).outcome, Outcome::no_data);
    EXPECT_EQ(with(0x8080).outcome, Outcome::no_data) << "a resolver says so";
    EXPECT_EQ(with(0x8000).failure, Failure::lame);
    EXPECT_EQ(with(0x8402).failure, Failure::servfail);
    EXPECT_EQ(with(0x8405).failure, Failure::refused);
    EXPECT_EQ(with(0x8404).failure, Failure::other);
    for (const unsigned rcode : {2U, 4U, 5U})
        EXPECT_EQ(with(0x8400U | rcode).outcome, Outcome::unknown);
}

TEST(Message, a_server_that_leads_to_others_says_where) {
    const auto empty = wire_answer(imaps, Type::srv, {}, 0x8000);
    const WireRecord server{"example.com", Type::ns, wire_name("NS1.example.net")};
    const auto read = [&](const std::string& message) {
        return read_answer(message, imaps, Type::srv, {.authoritative = true});
    };
    const auto answer = read(test::with_authority(empty, server));
    EXPECT_EQ(answer.failure, Failure::lame);
    ASSERT_EQ(answer.referral.size(), 1U);
    EXPECT_EQ(answer.referral[0].owner, "example.com");
    EXPECT_EQ(answer.referral[0].data, Data(std::string("ns1.example.net")));
    const auto known = wire_answer(imaps, Type::srv, {{imaps, Type::srv, wire_srv(0, 0, 0, ".")}});
    EXPECT_TRUE(read(test::with_authority(known, server)).referral.empty());
}

TEST(Message, another_question_is_not_answered_by_it) {
    expect_malformed(wire_answer("_imap._tcp.example.com", Type::srv, {}));
    expect_malformed(wire_answer(imaps, Type::txt, {}));
    expect_malformed(wire_answer(imaps, Type::srv, {}, 0x0400)); // a query
    expect_malformed(wire_answer(imaps, Type::srv, {}, 0x8600)); // truncated
}

TEST(Message, whatever_is_cut_off_is_malformed) {
    const auto whole = wire_answer(
        imaps, Type::srv, {{imaps, Type::srv, wire_srv(0, 1, 993, "imap.example.com")}}
    );
    ASSERT_EQ(read_srv(whole).outcome, Outcome::found);
    for (std::size_t size = 0; size < whole.size(); ++size)
        expect_malformed(whole.substr(0, size));
}

TEST(Message, a_record_fills_its_length_exactly) {
    auto data = wire_srv(0, 1, 993, "imap.example.com");
    expect_malformed(wire_answer(imaps, Type::srv, {{imaps, Type::srv, data + "x"}}));
    const auto a = wire_answer("example.com", Type::a, {{"example.com", Type::a, "12345"}});
    EXPECT_EQ(read_answer(a, "example.com", Type::a).failure, Failure::malformed);
}

TEST(Message, compressed_names_point_backwards_only) {
    const auto question = wire_answer(imaps, Type::srv, {});
    const auto answered = [&](const std::string& owner) {
        auto message = question + owner + be16(33) + be16(1) + be32(60);
        const auto data = wire_srv(0, 1, 993, "imap.example.com");
        message += be16(static_cast<unsigned>(data.size())) + data;
        message[7] = 1; // one answer
        return message;
    };
    EXPECT_EQ(read_srv(answered("\xC0\x0C")).outcome, Outcome::found);
    const auto here = static_cast<unsigned>(question.size());
    expect_malformed(answered(be16(0xC000U | here)));
    expect_malformed(answered(be16(0xC000U | (here + 2))));
    expect_malformed(answered("\x80"));
}

TEST(Message, names_are_escaped_and_have_a_longest_length) {
    const std::string odd("\3a.b\2c \0", 8);
    const auto message =
        wire_answer("example.com", Type::cname, {{"example.com", Type::cname, odd}});
    EXPECT_EQ(
        all<std::string>(read_answer(message, "example.com", Type::cname)).at(0), "a\\.b.c\\032"
    );
    std::string longest;
    for (int i = 0; i < 5; ++i)
        longest += '\x3F' + std::string(63, 'a');
    const auto too_long =
        wire_answer("example.com", Type::cname, {{"example.com", Type::cname, longest + '\0'}});
    EXPECT_EQ(read_answer(too_long, "example.com", Type::cname).failure, Failure::malformed);
}

TEST(Message, what_is_not_there_is_so_for_as_long_as_the_soa_says) {
    const auto soa = test::wire_soa("ns.example.com", "hostmaster.example.com", 900);
    const auto nothing = [&](unsigned flags, unsigned ttl) {
        return read_srv(test::with_authority(
            wire_answer(imaps, Type::srv, {}, flags), {"Example.com", Type::soa, soa, ttl}
        ));
    };
    const auto no_data = nothing(0x8400, 3600);
    EXPECT_EQ(no_data.outcome, Outcome::no_data);
    EXPECT_EQ(no_data.negative_ttl, 900U);
    EXPECT_EQ(no_data.soa_owner, "example.com");
    EXPECT_TRUE(no_data.authoritative);
    EXPECT_EQ(nothing(0x8403, 60).negative_ttl, 60U);
    EXPECT_EQ(nothing(0x8080, 60).authoritative, false);
    EXPECT_FALSE(read_srv(wire_answer(imaps, Type::srv, {})).negative_ttl);
}

TEST(Message, only_who_is_trusted_can_say_that_it_is_authentic) {
    const auto message = wire_answer(
        imaps, Type::srv, {{imaps, Type::srv, wire_srv(0, 1, 993, "i.example.com")}}, 0x80A0
    );
    EXPECT_FALSE(read_srv(message).authentic);
    EXPECT_TRUE(read_answer(message, imaps, Type::srv, {false, true}).authentic);
}

TEST(Message, a_server_of_the_zone_has_to_know) {
    const auto asked = [](unsigned flags, std::initializer_list<WireRecord> records) {
        return read_answer(
            wire_answer(imaps, Type::srv, records, flags), imaps, Type::srv, {true, false}
        );
    };
    const WireRecord record{imaps, Type::srv, wire_srv(0, 1, 993, "i.example.com")};
    EXPECT_EQ(asked(0x8400, {record}).outcome, Outcome::found);
    EXPECT_EQ(asked(0x8000, {record}).failure, Failure::lame);
    EXPECT_EQ(asked(0x8000, {}).failure, Failure::lame) << "a referral";
    EXPECT_EQ(asked(0x8080, {}).failure, Failure::lame) << "a resolver that has not looked";
    EXPECT_EQ(asked(0x8003, {}).failure, Failure::lame);
    EXPECT_FALSE(asked(0x8080, {record}).authoritative) << "from a cache";
}

TEST(Message, signatures_stand_beside_the_records_they_sign) {
    const auto signature = [](unsigned covers) {
        return be16(covers) + "\x0D\2" + be32(300) + be32(20) + be32(10) + be16(4711) +
               wire_name("example.com") + "signature";
    };
    const auto answer = read_srv(wire_answer(
        imaps,
        Type::srv,
        {{imaps, Type::srv, wire_srv(0, 1, 993, "i.example.com")},
         {imaps, Type::rrsig, signature(33)},
         {imaps, Type::rrsig, signature(16)},
         {"other.example.com", Type::rrsig, signature(33)}}
    ));
    ASSERT_EQ(answer.outcome, Outcome::found) << answer.what;
    ASSERT_EQ(answer.signatures.size(), 1U);
    EXPECT_EQ(answer.signatures[0].key_tag, 4711);
}

TEST(Message, a_failure_is_explained_by_the_server) {
    const auto error = test::wire_extended_error(7, "signature expired");
    const auto failed = read_srv(test::with_opt(wire_answer(imaps, Type::srv, {}, 0x8082), error));
    EXPECT_EQ(failed.failure, Failure::servfail);
    EXPECT_EQ(failed.explained, "Signature Expired: signature expired");
    auto without_question = be16(0) + be16(0x8085) + be32(0) + be32(0);
    EXPECT_EQ(read_srv(test::with_opt(without_question, error)).failure, Failure::refused);
    const auto bad_version = test::with_opt(wire_answer(imaps, Type::srv, {}), {}, 1);
    EXPECT_EQ(read_srv(bad_version).failure, Failure::other) << "BADVERS, RFC 6891 §6.1.3";
}

TEST(Message, the_letter_case_of_the_question_is_compared) {
    const auto answer = wire_answer("eXample.com", Type::a, {});
    EXPECT_TRUE(read_answer(answer, "eXample.com", Type::a).question_case);
    EXPECT_FALSE(read_answer(answer, "exAmple.com", Type::a).question_case);
}

TEST(Message, an_alias_is_told_with_its_ttl) {
    const auto answer = read_srv(wire_answer(
        imaps,
        Type::srv,
        {{imaps, Type::cname, wire_name("b.example.net"), 77},
         {"b.example.net", Type::srv, wire_srv(0, 1, 993, "i.example.net")}}
    ));
    ASSERT_EQ(answer.chain.size(), 1U);
    EXPECT_EQ(answer.chain[0].owner, imaps);
    EXPECT_EQ(answer.chain[0].ttl, 77U);
}

TEST(Message, the_envelope_tells_how_to_ask_again) {
    const auto cut = envelope_of(wire_answer(imaps, Type::srv, {}, 0x8600));
    EXPECT_TRUE(cut.truncated);
    EXPECT_FALSE(cut.extended);
    const auto odd = envelope_of(test::with_opt(wire_answer(imaps, Type::srv, {}, 0x8401)));
    EXPECT_EQ(odd.rcode, Rcode::form_error);
    EXPECT_TRUE(odd.extended);
    EXPECT_FALSE(envelope_of("short").truncated);
}

} // namespace fingerpost::resolve

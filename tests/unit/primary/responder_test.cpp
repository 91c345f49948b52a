#include "primary/responder.hpp"

#include "support/primary_sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::primary {
namespace {

const auto listed = boost::asio::ip::make_address("192.0.2.53");
const auto stranger = boost::asio::ip::make_address("203.0.113.7");

class ResponderTest : public testing::Test {
protected:
    ResponderTest() { use(test::primary_settings()); }

    /// Whoever asks from 192.0.2.53.
    void use(Settings settings) {
        settings.secondaries = {{listed, 53}};
        settings_ = std::make_shared<const Settings>(std::move(settings));
        serve(test::catalog_with({{"example.com", test::mail_offer()}}));
    }
    void use_key() {
        auto settings = test::primary_settings();
        settings.keys = {test::transfer_key};
        use(std::move(settings));
    }
    void serve(Catalog catalog) {
        auto shared = std::make_shared<const Catalog>(std::move(catalog));
        responder_.use(settings_, std::make_shared<const Zones>(std::move(shared), settings_));
    }

    std::vector<std::string>
    replies(std::string_view octets, Transport transport, boost::asio::ip::address from = listed) {
        std::vector<std::string> all;
        auto reply = responder_.answer(octets, from, transport);
        if (!reply) return all;
        welcome_ = reply->welcome;
        for (;;) {
            auto next = reply->next(test::primary_now);
            EXPECT_TRUE(next);
            if (!next || !*next) return all;
            all.push_back(std::move(**next));
        }
    }
    zone::Message
    told(std::string_view octets, Transport transport, boost::asio::ip::address from = listed) {
        const auto all = replies(octets, transport, from);
        EXPECT_EQ(all.size(), 1U);
        return zone::read_message(all.at(0)).value();
    }
    std::uint32_t serial(const std::string& zone = "example.com.") {
        const auto soa = told(test::question(zone, "SOA"), Transport::udp).answer.at(0).data;
        const auto from = soa.find(' ', soa.find(' ') + 1) + 1;
        return static_cast<std::uint32_t>(std::stoul(soa.substr(from)));
    }

    test::SerialDatabase database_;
    SerialBook book_{database_.url()};
    Responder responder_{book_, [] { return test::primary_now; }};
    std::shared_ptr<const Settings> settings_;
    bool welcome_ = false;
};

TEST_F(ResponderTest, a_listed_secondary_is_told_the_soa) {
    const auto message = told(test::question("example.com.", "SOA"), Transport::udp);
    EXPECT_EQ(message.rcode, zone::Rcode::no_error);
    EXPECT_TRUE(message.authoritative);
    ASSERT_EQ(message.answer.size(), 1U);
    EXPECT_EQ(serial(), 2023111400U);
    EXPECT_TRUE(welcome_);
}

TEST_F(ResponderTest, the_serial_rises_when_and_only_when_the_content_changes) {
    const auto first = serial();
    auto renamed = test::mail_offer();
    renamed.provider_id = 2; // which no record tells
    serve(test::catalog_with({{"example.com", renamed}, {"example.net", renamed}}));
    EXPECT_EQ(serial(), first);
    serve(test::catalog_with({{"example.com", test::full_offer()}}));
    EXPECT_EQ(serial(), first + 1);
    serve(test::catalog_with({{"example.com", test::mail_offer()}}));
    EXPECT_EQ(serial(), first + 2) << "what comes back is new to those who saw the other";
}

TEST_F(ResponderTest, a_transfer_begins_and_ends_with_the_soa) {
    const auto records = told(test::question("example.com.", "AXFR"), Transport::tcp).answer;
    ASSERT_GT(records.size(), 4U);
    EXPECT_EQ(records.front().type, "SOA");
    EXPECT_EQ(records.front(), records.back());
    EXPECT_EQ(records[1].type, "NS");
}

TEST_F(ResponderTest, a_question_for_an_older_serial_is_answered_with_the_whole_zone) {
    const auto now = serial();
    const auto whole = told(test::question("example.com.", "AXFR"), Transport::tcp).answer;
    const auto asked = [&](std::uint32_t known, Transport transport) {
        return told(test::ixfr_question("example.com.", known), transport).answer;
    };
    EXPECT_EQ(asked(now - 1, Transport::tcp), whole);
    EXPECT_EQ(asked(now, Transport::tcp).size(), 1U);
    EXPECT_EQ(asked(now + 1, Transport::tcp).size(), 1U);
    EXPECT_EQ(asked(now - 1, Transport::udp).size(), 1U) << "ask again by TCP";
    EXPECT_EQ(
        told(test::question("example.com.", "IXFR"), Transport::tcp).rcode,
        zone::Rcode::format_error
    );
}

TEST_F(ResponderTest, strangers_are_refused_with_no_more_octets_than_they_sent) {
    for (const auto* type : {"SOA", "AXFR", "IXFR", "A", "ANY"}) {
        const auto question = test::question("example.com.", type);
        const auto all = replies(question, Transport::udp, stranger);
        ASSERT_EQ(all.size(), 1U);
        EXPECT_EQ(zone::read_message(all[0])->rcode, zone::Rcode::refused);
        EXPECT_LE(all[0].size(), question.size());
        EXPECT_FALSE(welcome_);
    }
}

TEST_F(ResponderTest, where_there_are_keys_only_a_signature_counts) {
    use_key();
    const auto question = test::question("example.com.", "AXFR");
    EXPECT_EQ(told(question, Transport::tcp).rcode, zone::Rcode::refused) << "listed, unsigned";
    const auto sent = zone::sign_request(question, test::transfer_key, test::primary_now);
    const auto answers = replies(sent.message, Transport::tcp, stranger);
    ASSERT_EQ(answers.size(), 1U);
    EXPECT_TRUE(zone::verify_answer(answers[0], test::transfer_key, sent.mac, test::primary_now));
    EXPECT_TRUE(welcome_);
}

TEST_F(ResponderTest, a_bad_signature_is_refused_and_named) {
    use_key();
    const auto question = test::question("example.com.", "SOA");
    auto other = test::transfer_key;
    other.secret[0] ^= 1;
    auto unknown = test::transfer_key;
    unknown.name = "unknown.";
    const auto said = [&](const zone::TsigKey& key, std::int64_t when) {
        const auto sent = zone::sign_request(question, key, when);
        const auto answers = replies(sent.message, Transport::udp);
        EXPECT_EQ(zone::read_message(answers.at(0))->rcode, zone::Rcode::not_authorised);
        EXPECT_TRUE(zone::read_message(answers.at(0))->answer.empty());
        EXPECT_FALSE(welcome_);
        return zone::verify_answer(answers[0], key, sent.mac, when).error().what;
    };
    EXPECT_NE(said(other, test::primary_now).find("BADSIG"), std::string::npos);
    EXPECT_NE(said(unknown, test::primary_now).find("BADKEY"), std::string::npos);
    EXPECT_NE(said(test::transfer_key, test::primary_now - 301).find("BADTIME"), std::string::npos);
}

TEST_F(ResponderTest, other_zones_questions_and_opcodes_are_refused_each_in_its_way) {
    const auto rcode = [&](const std::string& octets, Transport transport) {
        return told(octets, transport).rcode;
    };
    using zone::Rcode;
    EXPECT_EQ(rcode(test::question("example.org.", "SOA"), Transport::udp), Rcode::not_authorised);
    EXPECT_EQ(rcode(test::question(".", "AXFR"), Transport::tcp), Rcode::not_authorised);
    EXPECT_EQ(rcode(test::question("example.com.", "A"), Transport::udp), Rcode::refused);
    EXPECT_EQ(rcode(test::question("example.com.", "AXFR"), Transport::udp), Rcode::format_error);
    EXPECT_EQ(
        rcode(zone::write_notify(7, "example.com.").value(), Transport::udp), Rcode::not_implemented
    );
}

TEST_F(ResponderTest, garbage_gets_a_format_error_and_answers_get_nothing) {
    EXPECT_TRUE(replies("", Transport::udp).empty());
    EXPECT_TRUE(replies("short", Transport::udp).empty());
    const auto garbage = test::question("example.com.", "SOA") + "more";
    EXPECT_EQ(told(garbage, Transport::tcp).rcode, zone::Rcode::format_error);
    EXPECT_FALSE(welcome_);
    const auto answer = replies(test::question("example.com.", "SOA"), Transport::udp).at(0);
    EXPECT_TRUE(replies(answer, Transport::udp).empty()) << "two servers would answer for ever";
}

TEST_F(ResponderTest, a_request_holds_few_records) {
    zone::MessageWriter writer(7, 0);
    ASSERT_TRUE(writer.question("example.com.", "SOA"));
    const auto record = zone::to_wire({"a.test.", "A", "192.0.2.1", 60}).value();
    for (int i = 0; i < 9; ++i)
        writer.add(zone::Section::additional, record, zone::class_in, zone::message_max);
    EXPECT_EQ(told(writer.take(), Transport::tcp).rcode, zone::Rcode::format_error);
}

TEST_F(ResponderTest, a_database_that_is_away_is_a_failure_and_no_refusal) {
    database_.remove();
    const auto message = told(test::question("example.com.", "SOA"), Transport::udp);
    EXPECT_EQ(message.rcode, zone::Rcode::server_failure);
}

} // namespace
} // namespace fingerpost::primary

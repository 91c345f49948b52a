#include "zone/message.hpp"

#include "zone/layout.hpp"
#include "zone/message_writer.hpp"
#include "zone/wire.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;

namespace {

const Record soa{
    "example.com.", "SOA", "ns1.example.com. hostmaster.example.com. 1 7200 3600 1209600 300", 300};

Message request(std::string type, std::string name = "example.com.") {
    const auto octets = write_query(7, {std::move(name), std::move(type)});
    return read_message(octets.value()).value();
}

Message read(const std::string& octets) {
    const auto message = read_message(octets);
    EXPECT_TRUE(message) << message.error().what;
    return message.value();
}

std::string refusal(const std::string& octets, std::size_t records_max = answer_records_max) {
    const auto message = read_message(octets, records_max);
    return message ? "accepted" : message.error().what;
}

Records many(int count) {
    Records records;
    for (int i = 0; i < count; ++i)
        records.push_back(
            {"_imaps._tcp.d" + std::to_string(i) + ".example.com.",
             "SRV",
             "0 1 993 imap.example.net.",
             3600}
        );
    return records;
}

} // namespace

TEST(Message, a_question_is_asked_without_recursion) {
    const auto message = request("CAA", "A.Example.com.");
    EXPECT_EQ(message.id, 7);
    EXPECT_FALSE(message.response);
    EXPECT_FALSE(message.recursion_desired);
    EXPECT_EQ(message.opcode, Opcode::query);
    EXPECT_EQ(message.question, (Question{"a.example.com.", "CAA"}));
}

TEST(Message, what_is_no_name_or_no_type_cannot_be_asked) {
    EXPECT_FALSE(write_query(7, {"example.com", "A"}));
    EXPECT_FALSE(write_query(7, {"a..example.com.", "A"}));
    EXPECT_FALSE(write_query(7, {std::string(64, 'a') + ".example.com.", "A"}));
    EXPECT_FALSE(write_query(7, {"example.com.", "NONSENSE"}));
    EXPECT_TRUE(write_query(7, {"example.com.", "TYPE65280"}));
    EXPECT_TRUE(write_query(7, {".", "AXFR"}));
}

TEST(Message, an_answer_is_read_as_it_was_written) {
    const Records records{
        {"_imaps._tcp.example.com.", "SRV", "0 1 993 imap.example.com.", 300},
        {"_dmarc.example.com.", "TXT", "\"v=DMARC1; p=none\" \"\\255\\\"\"", 60},
        {"\\@\\.x.example.com.", "A", "192.0.2.1", 60},
        {"example.com.", "CAA", "0 issue \"ca.example\"", 60},
        {"x.example.com.", "TYPE65280", "\\# 2 beef", 60}};
    const auto asked = request("ANY");
    const auto message =
        read(write_answer(asked, {Rcode::no_such_name, true, records, {soa}}).value());
    EXPECT_TRUE(message.response);
    EXPECT_TRUE(message.authoritative);
    EXPECT_EQ(message.id, asked.id);
    EXPECT_EQ(message.rcode, Rcode::no_such_name);
    EXPECT_EQ(message.question, asked.question);
    EXPECT_EQ(message.answer, records);
    EXPECT_EQ(message.authority, Records{soa});
}

TEST(Message, an_answer_that_does_not_fit_is_refused) {
    const auto asked = request("ANY");
    EXPECT_TRUE(write_answer(asked, {Rcode::no_error, true, many(20)}, 2000));
    EXPECT_EQ(
        write_answer(asked, {Rcode::no_error, true, many(20)}, 500).error().code, Errc::unsupported
    );
}

TEST(Message, what_cannot_be_written_is_named) {
    const auto answer =
        write_answer(request("A"), {Rcode::no_error, true, {{"a.", "A", "nonsense"}}});
    ASSERT_FALSE(answer);
    EXPECT_NE(answer.error().what.find("nonsense"), std::string::npos);
}

TEST(Message, every_cut_of_a_message_is_refused) {
    const auto octets = write_answer(request("SOA"), {Rcode::no_error, true, {soa}}).value();
    for (std::size_t size = 0; size < octets.size(); ++size)
        EXPECT_NE(refusal(octets.substr(0, size)), "accepted") << size;
    EXPECT_EQ(refusal(octets + 'x'), "a malformed DNS message: octets after its end");
    EXPECT_EQ(refusal(octets, 0), "a malformed DNS message: too many records");
}

TEST(Message, a_name_that_points_to_itself_is_refused) {
    auto octets = write_answer(request("SOA"), {Rcode::no_error, true, {soa}}).value();
    const auto owner = octets.find(std::string("\xc0\x0c\0\6", 4));
    ASSERT_NE(owner, octets.npos);
    octets[owner + 1] = static_cast<char>(owner);
    EXPECT_NE(refusal(octets), "accepted");
}

TEST(Message, owners_are_compressed) {
    const auto records = many(100);
    const auto octets = write_answer(request("ANY"), {Rcode::no_error, true, records}).value();
    EXPECT_LT(octets.size(), 100 * 60U);
    EXPECT_EQ(read(octets).answer, records);
}

TEST(Message, a_transfer_is_split_to_fit_and_framed_by_the_soa) {
    auto records = many(300);
    records.insert(records.begin() + 7, soa);
    const auto asked = request("AXFR");
    Transfer transfer(asked, soa, records, 1000);
    Records got;
    int count = 0;
    for (auto message = transfer.next(); message && *message; message = transfer.next(), ++count) {
        ASSERT_LE((*message)->size(), 1000U);
        const auto part = read(**message);
        EXPECT_EQ(part.id, asked.id);
        EXPECT_TRUE(part.authoritative);
        EXPECT_EQ(part.question.has_value(), count == 0);
        got.insert(got.end(), part.answer.begin(), part.answer.end());
    }
    EXPECT_GT(count, 3);
    auto wanted = many(300);
    wanted.insert(wanted.begin(), soa);
    wanted.push_back(soa);
    EXPECT_EQ(got, wanted);
}

TEST(Message, a_zone_of_nothing_but_its_soa_is_transferred) {
    const Records none;
    Transfer transfer(request("AXFR"), soa, none, message_max);
    EXPECT_EQ(read(transfer.next().value().value()).answer, (Records{soa, soa}));
    EXPECT_FALSE(transfer.next().value());
}

TEST(Message, a_transfer_stops_at_a_record_that_cannot_be_sent) {
    const Records wrong{{"a.example.com.", "A", "nonsense"}};
    EXPECT_EQ(
        Transfer(request("AXFR"), soa, wrong, message_max).next().error().code, Errc::bad_request
    );
    const Records right{{"a.example.com.", "TXT", '"' + std::string(200, 'x') + '"'}};
    Transfer too_small(request("AXFR"), soa, right, 150);
    EXPECT_TRUE(too_small.next());
    EXPECT_EQ(too_small.next().error().code, Errc::unsupported);
}

TEST(Message, a_notify_carries_the_soa_and_is_answered) {
    const auto notify = read(write_notify(9, soa).value());
    EXPECT_EQ(notify.opcode, Opcode::notify);
    EXPECT_TRUE(notify.authoritative);
    EXPECT_EQ(notify.question, (Question{"example.com.", "SOA"}));
    EXPECT_EQ(notify.answer, Records{soa});
    const auto answer = read(write_answer(notify, {Rcode::no_error, true}).value());
    EXPECT_EQ(answer.opcode, Opcode::notify);
    EXPECT_TRUE(answer.response);
    EXPECT_EQ(answer.id, 9);
}

TEST(Message, octets_that_are_no_request_get_a_format_error_or_silence) {
    const auto query = write_query(7, {"example.com.", "A"}).value();
    const auto error = write_format_error(query.substr(0, 20));
    ASSERT_TRUE(error);
    EXPECT_EQ(read(*error).rcode, Rcode::format_error);
    EXPECT_EQ(read(*error).id, 7);
    EXPECT_FALSE(write_format_error(query.substr(0, 11)));
    EXPECT_FALSE(write_format_error(*error));
}

TEST(Message, several_questions_are_refused) {
    auto octets = write_query(7, {"example.com.", "A"}).value();
    octets += octets.substr(header_size);
    octets[5] = 2;
    EXPECT_EQ(refusal(octets), "a malformed DNS message: several questions");
}

TEST(MessageWriter, what_does_not_fit_leaves_no_trace) {
    MessageWriter writer(1, 0);
    ASSERT_TRUE(writer.question("example.com.", "A"));
    const auto record = to_wire({"long.name.example.com.", "A", "192.0.2.1", 60}).value();
    EXPECT_FALSE(writer.add(Section::answer, record, class_in, 40));
    EXPECT_TRUE(writer.add(Section::answer, record, class_in, 80));
    EXPECT_EQ(read(writer.take()).answer.size(), 1U);
}

TEST(Rcode, it_has_the_name_of_its_rfc) {
    EXPECT_EQ(name(Rcode::no_such_rrset), "NXRRSET");
    EXPECT_EQ(name(static_cast<Rcode>(11)), "rcode 11");
}

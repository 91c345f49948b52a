#include "zone/tsig.hpp"

#include "zone/message.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;

namespace {

constexpr std::int64_t now = 1'700'000'000;

const TsigKey key{"key.example.", TsigAlgorithm::hmac_sha256, "0123456789abcdef0123456789abcdef"};

std::string query() {
    return write_query(7, {"example.com.", "SOA"}).value();
}

/// A plain answer to query().
std::string answer() {
    const auto request = read_message(query());
    return write_answer(
               *request, {Rcode::no_error, true, {{"example.com.", "A", "192.0.2.1", 60}}}
    ).value();
}

RequestSignature checked(const std::string& message, const TsigKey& ours, std::int64_t when) {
    const auto request = check_request(message, {&ours, 1}, when);
    EXPECT_TRUE(request) << request.error().what;
    return request.value();
}

std::string told(const Result<void>& result) {
    return result ? "accepted" : result.error().what;
}

TsigKey other(TsigKey changed, TsigAlgorithm algorithm) {
    changed.algorithm = algorithm;
    return changed;
}

} // namespace

TEST(Tsig, a_request_and_its_answer_are_signed_and_accepted_with_every_algorithm) {
    for (const auto algorithm :
         {TsigAlgorithm::hmac_sha256, TsigAlgorithm::hmac_sha384, TsigAlgorithm::hmac_sha512}) {
        const auto ours = other(key, algorithm);
        const auto sent = sign_request(query(), ours, now);
        const auto request = checked(sent.message, ours, now + 299);
        ASSERT_TRUE(request.valid()) << name(algorithm);
        const auto reply = AnswerSigner(request).sign(answer(), now);
        EXPECT_EQ(told(verify_answer(reply, ours, sent.mac, now)), "accepted") << name(algorithm);
    }
}

TEST(Tsig, a_signed_message_is_read_as_before) {
    const auto message = read_message(sign_request(query(), key, now).message);
    ASSERT_TRUE(message) << message.error().what;
    EXPECT_EQ(message->question, (Question{"example.com.", "SOA"}));
    EXPECT_TRUE(message->additional.empty());
}

TEST(Tsig, a_forwarder_may_have_changed_the_id) {
    auto sent = sign_request(query(), key, now).message;
    sent[0] = 'x';
    EXPECT_TRUE(checked(sent, key, now).valid());
}

TEST(Tsig, every_changed_octet_of_an_answer_is_noticed) {
    const auto sent = sign_request(query(), key, now);
    const auto reply = AnswerSigner(checked(sent.message, key, now)).sign(answer(), now);
    for (std::size_t i = 2; i < reply.size(); ++i) { // the id is the transport's
        auto changed = reply;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        EXPECT_FALSE(verify_answer(changed, key, sent.mac, now)) << i;
    }
}

TEST(Tsig, an_answer_to_another_request_is_refused) {
    const auto sent = sign_request(query(), key, now);
    const auto reply = AnswerSigner(checked(sent.message, key, now)).sign(answer(), now);
    const auto later = sign_request(query(), key, now + 1);
    EXPECT_EQ(
        told(verify_answer(reply, key, later.mac, now)),
        "the answer's signature is wrong: it was altered, or is no answer to this"
    );
}

TEST(Tsig, an_unsigned_answer_is_refused) {
    EXPECT_EQ(
        told(verify_answer(answer(), key, "mac", now)),
        "the answer is not signed; does the name server know key key.example."
    );
}

TEST(Tsig, an_old_answer_is_refused) {
    const auto sent = sign_request(query(), key, now);
    const auto reply = AnswerSigner(checked(sent.message, key, now)).sign(answer(), now);
    EXPECT_TRUE(verify_answer(reply, key, sent.mac, now + 300));
    EXPECT_EQ(
        told(verify_answer(reply, key, sent.mac, now + 301)),
        "the answer was signed 301 seconds ago; set the clocks of both hosts by NTP"
    );
}

TEST(Tsig, a_server_tells_an_unknown_key_from_a_wrong_secret_and_a_wrong_clock) {
    auto wrong = key;
    wrong.secret[0] ^= 1;
    const auto sent = sign_request(query(), key, now).message;
    EXPECT_EQ(checked(sent, wrong, now).error, TsigError::bad_signature);
    wrong.name = "other.example.";
    EXPECT_EQ(checked(sent, wrong, now).error, TsigError::bad_key);
    EXPECT_EQ(checked(sent, other(key, TsigAlgorithm::hmac_sha512), now).error, TsigError::bad_key);
    EXPECT_EQ(checked(sent, key, now + 301).error, TsigError::bad_time);
    EXPECT_FALSE(checked(query(), key, now).present);
}

TEST(Tsig, a_client_is_told_why_its_key_was_refused) {
    const auto sent = sign_request(query(), key, now);
    const auto refuse = [&](const TsigKey& servers, std::int64_t when) {
        const auto notauth = write_answer(*read_message(query()), {Rcode::not_authorised});
        return sign_refusal(*notauth, checked(sent.message, servers, when), when);
    };
    auto wrong = key;
    wrong.secret[0] ^= 1;
    EXPECT_EQ(
        told(verify_answer(refuse(wrong, now), key, sent.mac, now)),
        "the name server refuses key key.example. with BADSIG: it has another secret under this "
        "name"
    );
    EXPECT_EQ(
        told(verify_answer(refuse(key, now + 999), key, sent.mac, now)),
        "the name server refuses key key.example. with BADTIME: its clock differs from ours; set "
        "both by NTP"
    );
}

TEST(Tsig, the_messages_of_a_transfer_are_chained) {
    const auto sent = sign_request(query(), key, now);
    AnswerSigner signer(checked(sent.message, key, now));
    std::vector<std::string> messages;
    for (int i = 0; i < 4; ++i)
        messages.push_back(signer.sign(answer(), now + i));

    AnswerVerifier all(key, sent.mac);
    for (const auto& message : messages)
        EXPECT_EQ(told(all.take(message, now)), "accepted");
    EXPECT_TRUE(all.complete());

    AnswerVerifier one_is_missing(key, sent.mac);
    EXPECT_TRUE(one_is_missing.take(messages[0], now));
    EXPECT_FALSE(one_is_missing.take(messages[2], now));
}

TEST(Tsig, unsigned_messages_inside_a_transfer_count_only_when_a_signed_one_covers_them) {
    const auto sent = sign_request(query(), key, now);
    AnswerSigner signer(checked(sent.message, key, now));
    AnswerVerifier verifier(key, sent.mac);
    ASSERT_TRUE(verifier.take(signer.sign(answer(), now), now));
    EXPECT_TRUE(verifier.complete());
    ASSERT_TRUE(verifier.take(answer(), now));
    EXPECT_FALSE(verifier.complete());
    EXPECT_FALSE(verifier.take(signer.sign(answer(), now), now)); // covers nothing but itself
}

TEST(Tsig, at_most_99_messages_in_a_row_may_be_unsigned) {
    const auto sent = sign_request(query(), key, now);
    AnswerSigner signer(checked(sent.message, key, now));
    AnswerVerifier verifier(key, sent.mac);
    ASSERT_TRUE(verifier.take(signer.sign(answer(), now), now));
    for (int i = 0; i < 99; ++i)
        ASSERT_TRUE(verifier.take(answer(), now)) << i;
    EXPECT_FALSE(verifier.take(answer(), now));
}

TEST(Tsig, a_signature_that_is_not_the_last_record_is_malformed) {
    const auto once = sign_request(query(), key, now).message;
    const auto twice = sign_request(once, key, now).message;
    EXPECT_FALSE(check_request(twice, {&key, 1}, now));
}

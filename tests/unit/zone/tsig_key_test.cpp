#include "zone/tsig_key.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;

namespace {

const std::string good = "key \"Update.Example\" {\n"
                         "\talgorithm hmac-sha256;\n"
                         "\tsecret \"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\";\n"
                         "};\n";

std::string refusal(const std::string& text) {
    const auto keys = parse_key_file(text);
    return keys ? "accepted" : keys.error().what;
}

std::string with(const std::string& from, const std::string& to) {
    auto text = good;
    return text.replace(text.find(from), from.size(), to);
}

} // namespace

TEST(TsigKey, what_tsig_keygen_writes_is_read) {
    const auto keys = parse_key_file(good);
    ASSERT_TRUE(keys) << keys.error().what;
    const TsigKey wanted{
        "update.example.", TsigAlgorithm::hmac_sha256, "0123456789abcdef0123456789abcdef"};
    EXPECT_EQ(*keys, std::vector{wanted});
}

TEST(TsigKey, comments_of_all_kinds_and_several_keys_are_read) {
    const auto keys = parse_key_file(
        "# one\n// two\n/* three\n*/ key a{algorithm HMAC-SHA512;secret "
        "\"MDEyMzQ1Njc4OWFiY2RlZg==\";};" +
        good
    );
    ASSERT_TRUE(keys) << keys.error().what;
    ASSERT_EQ(keys->size(), 2U);
    EXPECT_EQ(keys->front().name, "a.");
    EXPECT_EQ(keys->front().algorithm, TsigAlgorithm::hmac_sha512);
    EXPECT_EQ(keys->front().secret, "0123456789abcdef");
}

TEST(TsigKey, a_refusal_names_the_line_and_what_to_do) {
    EXPECT_EQ(refusal(""), "line 1: there is no key; make one with: tsig-keygen NAME");
    EXPECT_EQ(
        refusal(with("hmac-sha256", "hmac-md5")),
        "line 2: the algorithm is none of hmac-sha256, hmac-sha384, hmac-sha512"
    );
    EXPECT_EQ(refusal(with("MDEy", "MD?y")), "line 3: the secret is not base64");
    EXPECT_EQ(refusal(good + good), "line 8: the key update.example. comes twice");
    EXPECT_EQ(
        refusal("zone \"example.com\" { };"),
        "line 1: a key file holds: key \"name\" { algorithm …; secret \"…\"; };"
    );
}

TEST(TsigKey, a_key_that_is_not_whole_is_refused) {
    EXPECT_NE(refusal(with("algorithm hmac-sha256;", "")), "accepted");
    EXPECT_NE(refusal(with("algorithm hmac-sha256;", "algorithm hmac-sha256")), "accepted");
    EXPECT_NE(
        refusal(with("\tsecret", "\tsecret \"MDEyMzQ1Njc4OWFiY2RlZg==\"; secret")), "accepted"
    );
    EXPECT_NE(refusal(with("Update.Example", "a..b")), "accepted");
    EXPECT_NE(refusal(with("Y2RlZjAxMjM0NTY3ODlhYmNkZWY=", "")), "accepted");
    for (std::size_t size = 0; size + 1 < good.size(); ++size)
        EXPECT_NE(refusal(good.substr(0, size)), "accepted") << size;
}

TEST(TsigKey, no_secret_is_told_in_a_refusal) {
    EXPECT_EQ(refusal(with("\";\n}", "\" }")).find("MDEy"), std::string::npos);
}

TEST(TsigKey, too_long_a_file_is_refused) {
    EXPECT_EQ(refusal(good + std::string(key_file_max, ' ')), "the key file is too long");
}

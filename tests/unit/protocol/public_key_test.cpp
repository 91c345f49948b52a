#include "protocol/public_key.hpp"

#include "protocol/digest.hpp"
#include "support/sample_keys.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

std::string pem(std::string_view base64, const std::string& name = "PUBLIC KEY") {
    auto text = "-----BEGIN " + name + "-----\n";
    for (; !base64.empty(); base64.remove_prefix(std::min<std::size_t>(64, base64.size())))
        text.append(base64.substr(0, 64)).append("\n");
    return text + "-----END " + name + "-----\n";
}

TEST(PublicKey, of_rsa_is_its_subject_public_key_info) {
    const auto keys = public_keys("noise\n" + pem(test::rsa_2048) + pem(test::rsa_1024), "k.pem");
    ASSERT_TRUE(keys) << keys.error().what;
    ASSERT_EQ(keys->size(), 2U);
    EXPECT_EQ(keys->front().type, PublicKey::Type::rsa);
    EXPECT_EQ(base64(keys->front().info), test::rsa_2048);
}

TEST(PublicKey, of_a_bare_rsa_key_is_wrapped) {
    const auto keys = public_keys(pem(test::rsa_2048_bare, "RSA PUBLIC KEY"), "k.pem");
    ASSERT_TRUE(keys) << keys.error().what;
    EXPECT_EQ(base64(keys->front().info), test::rsa_2048);
}

TEST(PublicKey, of_an_ed25519_private_key_has_32_octets) {
    // RFC 8463 §A.2
    const auto keys = public_keys(
        pem("MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g", "PRIVATE KEY"),
        "k.pem"
    );
    ASSERT_TRUE(keys) << keys.error().what;
    EXPECT_EQ(keys->front().type, PublicKey::Type::ed25519);
    EXPECT_EQ(base64(keys->front().raw), test::ed25519);
}

TEST(PublicKey, says_what_is_wrong_with_the_file) {
    EXPECT_EQ(
        public_keys("", "k.pem").error().what, "k.pem: there is no PEM certificate or key in it"
    );
    EXPECT_FALSE(public_keys(pem("AAAA"), "k.pem"));
    EXPECT_FALSE(public_keys(pem(test::rsa_2048, "CERTIFICATE"), "k.pem"));
    EXPECT_NE(
        public_keys(pem("AAAA", "ENCRYPTED PRIVATE KEY"), "k.pem").error().what.find("passphrase"),
        std::string::npos
    );
}

} // namespace
} // namespace fingerpost::protocol

#include "catalog/dkim.hpp"

#include "support/sample_keys.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

std::string with_key(std::string_view key, std::string_view before = "v=DKIM1; k=rsa; p=") {
    return std::string(before) + std::string(key);
}

TEST(Dkim, tells_the_size_of_the_key) {
    EXPECT_EQ(parse_dkim(with_key(test::rsa_1024))->bits, 1024U);
    EXPECT_EQ(parse_dkim(with_key(test::rsa_2048, "p="))->bits, 2048U);
    EXPECT_EQ(parse_dkim(with_key(test::rsa_2048_bare))->bits, 2048U);
    EXPECT_EQ(parse_dkim(with_key(test::rsa_4096))->bits, 4096U);
    const auto ed25519 = parse_dkim(with_key(test::ed25519, "v=DKIM1; k=ed25519; p="));
    ASSERT_TRUE(ed25519);
    EXPECT_FALSE(ed25519->is_rsa);
    EXPECT_EQ(ed25519->bits, 256U);
    EXPECT_EQ(parse_dkim(revoked_dkim)->bits, 0U);
}

TEST(Dkim, blanks_inside_the_key_are_taken_out) {
    auto spread = std::string(test::ed25519);
    spread.insert(10, " \t ");
    EXPECT_EQ(
        parse_dkim("v=DKIM1;k=ed25519;t=y:s;p=" + spread + ";")->text,
        with_key(test::ed25519, "v=DKIM1; k=ed25519; t=y:s; p=")
    );
}

TEST(Dkim, refuses_what_verifiers_do_not_take) {
    for (const auto& text :
         {with_key(test::rsa_512),
          with_key(test::ed25519),
          with_key(test::rsa_2048, "v=DKIM1; k=ed25519; p="),
          with_key(test::rsa_2048, "k=rsa; v=DKIM1; p="),
          with_key(test::rsa_2048, "v=DKIM2; p="),
          with_key(test::rsa_2048, "v=DKIM1; h=sha1; p="),
          with_key(test::rsa_2048, "v=DKIM1; s=web; p="),
          with_key(test::rsa_2048, "v=DKIM1; t=x; p="),
          with_key(test::rsa_2048, "v=DKIM1; q=x; p="),
          with_key(test::rsa_2048.substr(0, 300)),
          with_key(test::rsa_2048, "v=DKIM1; p=A"),
          std::string("v=DKIM1; k=rsa"),
          std::string()})
        EXPECT_FALSE(parse_dkim(text)) << text;
    EXPECT_NE(
        parse_dkim(with_key(test::rsa_512)).error().what.find("512 bits is not used"),
        std::string::npos
    );
}

TEST(Dkim, a_key_cut_anywhere_is_no_key) {
    for (std::size_t size = 4; size < test::rsa_2048.size(); size += 4)
        EXPECT_FALSE(parse_dkim(with_key(test::rsa_2048.substr(0, size)))) << size;
}

} // namespace
} // namespace fingerpost

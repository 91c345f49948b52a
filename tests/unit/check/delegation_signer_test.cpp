#include "check/delegation_signer.hpp"

#include "support/served_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

/// The key of RFC 4034 §5.4.
resolve::Dnskey sample_key() {
    test::World world;
    world.add(
        "dskey.example.com. 86400 DNSKEY 256 3 5 "
        "AQOeiiR0GOMYkDshWoSKz9XzfwJr1AYtsmx3TGkJaNXVbfi/2pHm822aJ5iI9BMzNXxeYCmZDRD99WYwYqUSdjMm"
        "mAphXdvxegXd/M5+X7OrzKBaMbCVdFLUUh6DhweJBjEVv5f2wwjM9XzcnOf+EPbtG9DMBmADjFDc2w/rljwvFw=="
    );
    const auto answer = world.answer(resolve::Query{"dskey.example.com", resolve::Type::dnskey});
    const auto keys = resolve::all<resolve::Dnskey>(answer);
    EXPECT_EQ(keys.size(), 1U);
    return keys.empty() ? resolve::Dnskey{} : keys.front();
}

std::string made(std::uint8_t digest_type) {
    const auto ds = make_ds("DSkey.example.com", sample_key(), digest_type);
    return ds ? resolve::presentation(resolve::Type::ds, *ds) : "none";
}

} // namespace

TEST(DelegationSigner, the_tag_is_the_one_the_standard_gives_as_an_example) {
    EXPECT_EQ(key_tag(sample_key()), 60485);
}

TEST(DelegationSigner, a_key_of_rsa_md5_has_the_end_of_its_modulus_for_a_tag) {
    const resolve::Dnskey key{256, 3, 1, std::string("\x03\x01\x00\x01\xab\xcd\xef", 7)};
    EXPECT_EQ(key_tag(key), 0xabcd);
    EXPECT_EQ(key_tag({256, 3, 1, "x"}), 0);
}

TEST(DelegationSigner, digests_are_those_the_standards_give_as_examples) {
    EXPECT_EQ(made(1), "60485 5 1 2bb183af5f22588179a53b0a98631fad1a292118"); // RFC 4034 §5.4
    EXPECT_EQ(
        made(2), // RFC 4509 §2.3
        "60485 5 2 d4b7d520e7bb5f0f67674a0cceb1e3e0614b93c4f9e99b8383f6a1e4469da50a"
    );
    EXPECT_EQ(
        made(4), // as ldns-key2ds writes it
        "60485 5 4 ab64dbebe13c0b6bae558b78ccab93b836f8ada4cbed2d4484a8715a819de7b9"
        "e846315e70ea5d884b377394bdaf16a3"
    );
    EXPECT_EQ(made(3), "none");
}

TEST(DelegationSigner, a_ds_stands_for_its_key_in_its_zone) {
    const auto key = sample_key();
    const auto ds = *make_ds("dskey.example.com", key, 2);
    EXPECT_TRUE(matches(ds, "dskey.example.com", key));
    EXPECT_FALSE(matches(ds, "example.com", key));
    auto other = ds;
    other.digest[0] ^= 1;
    EXPECT_FALSE(matches(other, "dskey.example.com", key));
    other = ds;
    other.digest_type = 3;
    EXPECT_TRUE(matches(other, "dskey.example.com", key)) << "a digest we cannot compute";
    other.key_tag += 1;
    EXPECT_FALSE(matches(other, "dskey.example.com", key));
}

TEST(DelegationSigner, a_revoked_key_and_one_that_signs_no_zone_are_no_keys) {
    auto key = sample_key();
    EXPECT_TRUE(may_be_delegated_to(key));
    key.flags = 0x0180;
    EXPECT_FALSE(may_be_delegated_to(key));
    key.flags = 0x0001;
    EXPECT_FALSE(may_be_delegated_to(key));
    key.flags = 0x0101;
    key.protocol = 2;
    EXPECT_FALSE(may_be_delegated_to(key));
}

} // namespace fingerpost::check

#include "probe/certificate.hpp"

#include "base/clock.hpp"
#include "support/certificates.hpp"

#include <gtest/gtest.h>
#include <openssl/x509.h>

#include <cstdlib>

namespace fingerpost::probe {

namespace {

using Words = std::vector<std::string>;

Certificate read(const test::CertificateWish& wish) {
    const auto found = read_certificate(test::Identity(wish).der());
    EXPECT_TRUE(found);
    return found ? *found : Certificate{};
}

Certificate named(const std::string& alternative) {
    return read({"imap.example.com", alternative});
}

} // namespace

TEST(Certificate, says_who_it_is_for_and_from_whom_and_until_when) {
    const auto& made = test::certificates();
    const auto found = read_certificate(made.good.der());
    ASSERT_TRUE(found) << found.error().what;
    EXPECT_EQ(found->der, made.good.der());
    EXPECT_EQ(found->subject, "CN=imap.example.com,O=Example");
    EXPECT_EQ(found->issuer, "CN=Example Intermediate,O=Example");
    EXPECT_EQ(found->issuer_organisation, "Example");
    EXPECT_EQ(found->names, Words{"imap.example.com"});
    EXPECT_EQ(found->not_after - found->not_before, 90 * 86400 + 3600);
    EXPECT_LT(std::abs(found->not_before - unix_time()), 2 * 3600);
    EXPECT_EQ(*found, *read_certificate(made.good.der()));
}

TEST(Certificate, its_public_key_is_the_whole_structure) {
    const auto& made = test::certificates().good;
    unsigned char* der = nullptr;
    const int size = i2d_PUBKEY(made.key(), &der);
    const std::string key(reinterpret_cast<char*>(der), static_cast<std::size_t>(size));
    OPENSSL_free(der);
    EXPECT_EQ(read_certificate(made.der())->public_key, key);
}

TEST(Certificate, names_and_addresses_come_from_the_alternative_name_only) {
    const auto found = named("DNS:IMAP.Example.COM,DNS:*.example.net,IP:192.0.2.1,IP:2001:DB8::1,"
                             "email:jane@example.com,URI:https://example.com/");
    EXPECT_EQ(found.names, (Words{"imap.example.com", "*.example.net"}));
    EXPECT_EQ(found.addresses, (Words{"192.0.2.1", "2001:db8::1"}));
    const auto bare = named("");
    EXPECT_EQ(bare.names, Words{});
    EXPECT_FALSE(covers(bare, "imap.example.com")); // RFC 9525 §2: not by the CN
}

TEST(Certificate, subjects_are_utf8_and_escaped) {
    EXPECT_EQ(read({"M\xC3\xBCller, Inc"}).subject, "CN=M\xC3\xBCller\\, Inc,O=Example");
}

TEST(Certificate, a_wildcard_is_one_whole_label) {
    const auto found = named("DNS:*.example.com");
    EXPECT_TRUE(covers(found, "imap.example.com"));
    EXPECT_TRUE(covers(found, "IMAP.EXAMPLE.COM."));
    EXPECT_FALSE(covers(found, "example.com"));
    EXPECT_FALSE(covers(found, ".example.com"));
    EXPECT_FALSE(covers(found, "a.imap.example.com"));
    EXPECT_FALSE(covers(found, "imap.example.com.evil.example"));
    EXPECT_FALSE(covers(named("DNS:i*.example.com"), "imap.example.com"));
    EXPECT_FALSE(covers(named("DNS:imap.*.com"), "imap.example.com"));
    EXPECT_FALSE(covers(named("DNS:*"), "localhost"));
    EXPECT_FALSE(covers(named("DNS:*.example.com"), ""));
}

TEST(Certificate, an_address_is_covered_by_an_address) {
    const auto found = named("DNS:192.0.2.7,IP:192.0.2.1,IP:2001:db8::1");
    EXPECT_TRUE(covers(found, "192.0.2.1"));
    EXPECT_TRUE(covers(found, "2001:DB8:0:0::1"));
    EXPECT_FALSE(covers(found, "192.0.2.7"));
    EXPECT_FALSE(covers(found, "192.0.2.2"));
}

TEST(Certificate, a_fingerprint_is_that_of_the_whole) {
    Certificate certificate;
    certificate.der = "abc"; // FIPS 180-4
    EXPECT_EQ(
        fingerprint(certificate), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
}

TEST(Certificate, what_is_no_certificate_is_refused) {
    const auto der = test::certificates().good.der();
    EXPECT_FALSE(read_certificate(""));
    EXPECT_FALSE(read_certificate("-----BEGIN CERTIFICATE-----"));
    EXPECT_FALSE(read_certificate(der + '\0'));
    EXPECT_FALSE(read_certificate(der.substr(0, der.size() - 1)));
    EXPECT_FALSE(read_certificate(std::string(certificate_size_max + 1, '0')));
}

} // namespace fingerpost::probe

/// @file
/// Certificates made by the test itself: authorities, servers, and ones that something is wrong
/// with.
#pragma once

#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

namespace fingerpost::test {

/// What a certificate is to say. Times are seconds from now.
struct CertificateWish {
    std::string name = "imap.example.com"; ///< CN of the subject
    std::string alternative = "DNS:imap.example.com";
    long from = -3600;
    long until = 90L * 86400;
    bool authority = false;
};

/// A certificate with its key. Copies share both.
class Identity {
public:
    /// Signed by `issuer`, or by itself. With `key_of`, another certificate for the same key.
    explicit Identity(
        const CertificateWish& wish,
        const Identity* issuer = nullptr,
        const Identity* key_of = nullptr
    )
        : key_(key_of ? key_of->key_ : fresh_key()), certificate_(X509_new(), X509_free) {
        static long serial = 0;
        X509_set_version(certificate_.get(), X509_VERSION_3);
        ASN1_INTEGER_set(X509_get_serialNumber(certificate_.get()), ++serial);
        X509_gmtime_adj(X509_getm_notBefore(certificate_.get()), wish.from);
        X509_gmtime_adj(X509_getm_notAfter(certificate_.get()), wish.until);
        auto* const subject = X509_get_subject_name(certificate_.get());
        add(subject, "O", "Example");
        add(subject, "CN", wish.name);
        const auto& signer = issuer ? *issuer : *this;
        X509_set_issuer_name(certificate_.get(), X509_get_subject_name(signer.certificate_.get()));
        X509_set_pubkey(certificate_.get(), key_.get());
        extend(NID_basic_constraints, wish.authority ? "critical,CA:TRUE" : "critical,CA:FALSE");
        if (!wish.alternative.empty()) extend(NID_subject_alt_name, wish.alternative);
        EXPECT_GT(X509_sign(certificate_.get(), signer.key_.get(), EVP_sha256()), 0);
    }

    X509* certificate() const { return certificate_.get(); }
    EVP_PKEY* key() const { return key_.get(); }

    std::string der() const {
        unsigned char* bytes = nullptr;
        const int size = i2d_X509(certificate_.get(), &bytes);
        std::string found(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(size));
        OPENSSL_free(bytes);
        return found;
    }

    std::string pem() const {
        return printed([this](BIO* to) { PEM_write_bio_X509(to, certificate_.get()); });
    }

    std::string key_pem() const {
        return printed([this](BIO* to) {
            PEM_write_bio_PKCS8PrivateKey(to, key_.get(), nullptr, nullptr, 0, nullptr, nullptr);
        });
    }

private:
    using Key = std::shared_ptr<EVP_PKEY>;

    static Key fresh_key() { return {EVP_EC_gen("P-256"), EVP_PKEY_free}; }

    static void add(X509_NAME* name, const char* field, const std::string& value) {
        const auto* const text = reinterpret_cast<const unsigned char*>(value.c_str());
        X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8, text, -1, -1, 0);
    }

    void extend(int kind, const std::string& value) {
        X509V3_CTX context;
        X509V3_set_ctx_nodb(&context);
        auto* const extension = X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str());
        ASSERT_NE(extension, nullptr) << value;
        X509_add_ext(certificate_.get(), extension, -1);
        X509_EXTENSION_free(extension);
    }

    template <class Print>
    static std::string printed(Print print) {
        const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new(BIO_s_mem()), BIO_free);
        print(bio.get());
        char* text = nullptr;
        const auto size = BIO_get_mem_data(bio.get(), &text);
        return {text, static_cast<std::size_t>(size)};
    }

    Key key_;
    std::shared_ptr<X509> certificate_;
};

/// An authority, one below it, and what they have signed: made once, for every test.
struct Certificates {
    static constexpr long day = 86400;

    Identity root{{"Example Root", "", -1000 * day, 3650 * day, true}};
    Identity intermediate{{"Example Intermediate", "", -1000 * day, 1000 * day, true}, &root};
    /// The same name and key, long over.
    Identity expired_intermediate{
        {"Example Intermediate", "", -900 * day, -2 * day, true}, &root, &intermediate};
    /// The same, over sooner than what it signs.
    Identity brief_intermediate{{"Example Brief", "", -day, 20 * day, true}, &root};

    Identity good{{}, &intermediate};
    Identity brief{{}, &brief_intermediate};
    Identity expired{{"imap.example.com", "DNS:imap.example.com", -90 * day, -day}, &root};
    Identity not_yet{{"imap.example.com", "DNS:imap.example.com", day, 90 * day}, &root};
    Identity self_signed{{}};
    Identity other_name{{"imap.example.com", "DNS:www.example.com,DNS:*.example.net"}, &root};
    Identity address{{"server", "IP:127.0.0.1,IP:::1"}, &root};
};

inline const Certificates& certificates() {
    static const Certificates made;
    return made;
}

} // namespace fingerpost::test

#include "http/signer.hpp"

#include "http/signed_content.hpp"

#include <gtest/gtest.h>
#include <openssl/cms.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace fingerpost::http {

namespace {

constexpr long day = 24 * 60 * 60;

struct Identity {
    std::shared_ptr<X509> certificate;
    std::shared_ptr<EVP_PKEY> key;
};

/// Signed by `issuer`, or by itself; valid between two offsets from now in seconds.
Identity make_identity(const char* name, const Identity* issuer, long begins, long ends) {
    Identity made;
    made.key = {EVP_EC_gen("P-256"), EVP_PKEY_free};
    made.certificate = {X509_new(), X509_free};
    auto* certificate = made.certificate.get();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), issuer ? 2 : 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), begins);
    X509_gmtime_adj(X509_getm_notAfter(certificate), ends);
    auto* subject = X509_get_subject_name(certificate);
    X509_NAME_add_entry_by_txt(
        subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>(name), -1, -1, 0
    );
    const auto& by = issuer ? *issuer : made;
    X509_set_issuer_name(certificate, X509_get_subject_name(by.certificate.get()));
    X509_set_pubkey(certificate, made.key.get());
    auto* basic = X509V3_EXT_conf_nid(
        nullptr, nullptr, NID_basic_constraints, issuer ? "CA:FALSE" : "critical,CA:TRUE"
    );
    X509_add_ext(certificate, basic, -1);
    X509_EXTENSION_free(basic);
    X509_sign(certificate, by.key.get(), EVP_sha256());
    return made;
}

class SignerTest : public testing::Test {
protected:
    void SetUp() override {
        std::string name = (std::filesystem::temp_directory_path() / "signer.XXXXXX").string();
        ASSERT_NE(::mkdtemp(name.data()), nullptr);
        folder_ = name;
        authority_ = make_identity("Authority", nullptr, -day, day);
        signer_ = make_identity("Signer", &authority_, -day, day);
        write("signer.pem", signer_.certificate.get());
        write("signer.key", signer_.key.get());
        write("authority.pem", authority_.certificate.get());
        write("authority.key", authority_.key.get());
    }

    void TearDown() override { std::filesystem::remove_all(folder_); }

    std::string path(const std::string& name) const { return (folder_ / name).string(); }

    void write(const std::string& name, X509* certificate) const {
        const std::shared_ptr<BIO> file(BIO_new_file(path(name).c_str(), "w"), BIO_free_all);
        PEM_write_bio_X509(file.get(), certificate);
    }

    void write(const std::string& name, EVP_PKEY* key) const {
        const std::shared_ptr<BIO> file(BIO_new_file(path(name).c_str(), "w"), BIO_free_all);
        PEM_write_bio_PrivateKey(file.get(), key, nullptr, nullptr, 0, nullptr, nullptr);
    }

    SignerFiles files() const { return {path("signer.pem"), path("signer.key"), ""}; }

    /// The content of `der`, if its signature leads to the authority.
    std::string verified(const std::string& der) const {
        const std::shared_ptr<BIO> in(
            BIO_new_mem_buf(der.data(), static_cast<int>(der.size())), BIO_free_all
        );
        const std::shared_ptr<CMS_ContentInfo> cms(
            d2i_CMS_bio(in.get(), nullptr), CMS_ContentInfo_free
        );
        const std::shared_ptr<X509_STORE> trusted(X509_STORE_new(), X509_STORE_free);
        X509_STORE_add_cert(trusted.get(), authority_.certificate.get());
        const std::shared_ptr<BIO> out(BIO_new(BIO_s_mem()), BIO_free_all);
        if (CMS_verify(cms.get(), nullptr, trusted.get(), nullptr, out.get(), CMS_BINARY) != 1)
            return "not verified";
        char* data = nullptr;
        const auto size = BIO_get_mem_data(out.get(), &data);
        return {data, static_cast<std::size_t>(size)};
    }

    int certificates_in(const std::string& der) const {
        const std::shared_ptr<BIO> in(
            BIO_new_mem_buf(der.data(), static_cast<int>(der.size())), BIO_free_all
        );
        const std::shared_ptr<CMS_ContentInfo> cms(
            d2i_CMS_bio(in.get(), nullptr), CMS_ContentInfo_free
        );
        auto* all = CMS_get1_certs(cms.get());
        const int count = sk_X509_num(all);
        sk_X509_pop_free(all, X509_free);
        return count;
    }

    void expect_refused(const SignerFiles& given, const std::string& file, const char* why) const {
        const auto loaded = Signer::load(given);
        ASSERT_FALSE(loaded);
        EXPECT_EQ(loaded.error().code, Errc::bad_request);
        EXPECT_NE(loaded.error().what.find(path(file)), std::string::npos) << loaded.error().what;
        EXPECT_NE(loaded.error().what.find(why), std::string::npos) << loaded.error().what;
    }

    std::filesystem::path folder_;
    Identity authority_;
    Identity signer_;
};

} // namespace

TEST_F(SignerTest, the_content_comes_back_byte_for_byte) {
    const auto signer = Signer::load(files()).value();
    const std::string content("<plist>\n\r\n\0 \xC3\xA4\r</plist>", 24);
    EXPECT_EQ(verified(signer->sign(content).value()), content);
    EXPECT_EQ(verified(signer->sign("").value()), "");
}

TEST_F(SignerTest, a_changed_profile_is_not_verified) {
    auto der = Signer::load(files()).value()->sign("send to imap.example.com").value();
    der[der.find("imap")] = 'x';
    EXPECT_EQ(verified(der), "not verified");
}

TEST_F(SignerTest, what_was_signed_is_read_whoever_signed_it) {
    auto der = Signer::load(files()).value()->sign("<plist/>").value();
    EXPECT_EQ(signed_content(der).value(), "<plist/>");
    der[der.find("plist")] = 'x';
    EXPECT_EQ(signed_content(der).error().what, "its signature does not fit its content");
    for (const std::string other : {"", "no profile", "\x30\x80"})
        EXPECT_EQ(signed_content(other).error().code, Errc::bad_request) << other;
}

TEST_F(SignerTest, the_chain_goes_with_the_signature) {
    auto with_chain = files();
    with_chain.chain = path("authority.pem");
    EXPECT_EQ(certificates_in(Signer::load(files()).value()->sign("x").value()), 1);
    EXPECT_EQ(certificates_in(Signer::load(with_chain).value()->sign("x").value()), 2);
}

TEST_F(SignerTest, a_certificate_file_may_hold_its_chain) {
    std::ofstream(path("signer.pem"), std::ios::app)
        << std::ifstream(path("authority.pem")).rdbuf();
    EXPECT_EQ(certificates_in(Signer::load(files()).value()->sign("x").value()), 2);
}

TEST_F(SignerTest, tells_when_the_certificate_ends) {
    const auto ends = Signer::load(files()).value()->not_after();
    EXPECT_NEAR(static_cast<double>(ends), static_cast<double>(std::time(nullptr) + day), 60);
}

TEST_F(SignerTest, names_the_file_it_cannot_use) {
    const auto given = [&](const char* certificate, const char* key, const char* chain) {
        return SignerFiles{path(certificate), path(key), *chain ? path(chain) : ""};
    };
    expect_refused(given("none.pem", "signer.key", ""), "none.pem", "cannot be read");
    expect_refused(given("signer.pem", "none.key", ""), "none.key", "cannot be read");
    expect_refused(given("signer.pem", "signer.key", "no.pem"), "no.pem", "cannot be read");
    expect_refused(given("signer.key", "signer.key", ""), "signer.key", "no certificate");
    expect_refused(given("signer.pem", "signer.pem", ""), "signer.pem", "private key");
    expect_refused(given("signer.pem", "authority.key", ""), "authority.key", "not the key of");
}

TEST_F(SignerTest, loads_an_expired_certificate_and_refuses_an_early_one) {
    const auto old = make_identity("Old", nullptr, -2 * day, -day);
    write("old.pem", old.certificate.get());
    write("old.key", old.key.get());
    const auto loaded = Signer::load({path("old.pem"), path("old.key"), ""});
    ASSERT_TRUE(loaded);
    EXPECT_LT((*loaded)->not_after(), std::time(nullptr));
    const auto early = make_identity("Early", nullptr, day, 2 * day);
    write("early.pem", early.certificate.get());
    write("early.key", early.key.get());
    expect_refused({path("early.pem"), path("early.key"), ""}, "early.pem", "not yet valid");
}

} // namespace fingerpost::http

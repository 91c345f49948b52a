#include "http/signer.hpp"

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <ctime>
#include <utility>

namespace fingerpost::http {

namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};

void free_certificates(STACK_OF(X509) * certificates) {
    sk_X509_pop_free(certificates, X509_free);
}

using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Certificates = std::unique_ptr<STACK_OF(X509), Release<free_certificates>>;
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Cms = std::unique_ptr<CMS_ContentInfo, Release<CMS_ContentInfo_free>>;

Error unusable(const std::string& file, const std::string& why) {
    ERR_clear_error();
    return {Errc::bad_request, file + ": " + why};
}

std::string openssl_reason() {
    const char* reason = ERR_reason_error_string(ERR_peek_last_error());
    ERR_clear_error();
    return reason ? reason : "unknown reason";
}

int refuse_passphrase(char*, int, int, void*) {
    return -1; // a daemon has nobody to ask
}

/// All certificates of a PEM file, at least one.
Result<Certificates> read_certificates(const std::string& file) {
    const Bio bio(BIO_new_file(file.c_str(), "r"));
    if (!bio) return unusable(file, "cannot be read");
    Certificates found(sk_X509_new_null());
    while (auto* certificate = PEM_read_bio_X509(bio.get(), nullptr, refuse_passphrase, nullptr))
        sk_X509_push(found.get(), certificate);
    ERR_clear_error(); // the loop ends with "no start line"
    if (sk_X509_num(found.get()) == 0) return unusable(file, "holds no certificate in PEM form");
    return found;
}

Result<Key> read_key(const std::string& file) {
    const Bio bio(BIO_new_file(file.c_str(), "r"));
    if (!bio) return unusable(file, "cannot be read");
    Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, refuse_passphrase, nullptr));
    if (!key) return unusable(file, "holds no unencrypted private key in PEM form");
    return key;
}

/// Moves all of `from` to the end of `to`.
void append(Certificates& to, Certificates from) {
    while (auto* certificate = sk_X509_shift(from.get()))
        sk_X509_push(to.get(), certificate);
}

std::int64_t unix_seconds(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return 0;
    return timegm(&parts);
}

std::string bytes_of(BIO* bio) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(bio, &data);
    return {data, static_cast<std::size_t>(size)};
}

class CmsSigner final : public Signer {
public:
    CmsSigner(Certificate certificate, Key key, Certificates chain)
        : certificate_(std::move(certificate)), key_(std::move(key)), chain_(std::move(chain)),
          not_after_(unix_seconds(X509_get0_notAfter(certificate_.get()))) {}

    Result<std::string> sign(std::string_view content) const override {
        const Bio in(BIO_new_mem_buf(content.data(), static_cast<int>(content.size())));
        const Bio out(BIO_new(BIO_s_mem()));
        // binary: the content goes in as it is, without S/MIME's line ends
        const Cms cms(CMS_sign(certificate_.get(), key_.get(), chain_.get(), in.get(), CMS_BINARY));
        if (!cms || i2d_CMS_bio(out.get(), cms.get()) != 1)
            return Error{Errc::upstream, "cannot sign: " + openssl_reason()};
        return bytes_of(out.get());
    }

    std::int64_t not_after() const override { return not_after_; }

private:
    Certificate certificate_;
    Key key_;
    Certificates chain_;
    std::int64_t not_after_;
};

} // namespace

Result<std::shared_ptr<const Signer>> Signer::load(const SignerFiles& files) {
    auto own = read_certificates(files.certificate);
    if (!own) return own.error();
    Certificates chain = std::move(*own);
    Certificate certificate(sk_X509_shift(chain.get()));
    auto key = read_key(files.key);
    if (!key) return key.error();
    if (X509_check_private_key(certificate.get(), key->get()) != 1)
        return unusable(files.key, "is not the key of the certificate in " + files.certificate);
    if (X509_cmp_current_time(X509_get0_notBefore(certificate.get())) > 0)
        return unusable(files.certificate, "the certificate is not yet valid");
    if (!files.chain.empty()) {
        auto more = read_certificates(files.chain);
        if (!more) return more.error();
        append(chain, std::move(*more));
    }
    return std::shared_ptr<const Signer>(
        std::make_shared<const CmsSigner>(std::move(certificate), std::move(*key), std::move(chain))
    );
}

} // namespace fingerpost::http

/// @file
/// OpenSSL's objects, freed by whoever holds them. For the sources of this room only.
#pragma once

#include <openssl/err.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <string_view>

namespace fingerpost::probe::openssl {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const {
        release(object);
    }
};

inline void free_certificates(STACK_OF(X509) * certificates) {
    sk_X509_pop_free(certificates, X509_free);
}

using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Certificates = std::unique_ptr<STACK_OF(X509), Release<free_certificates>>;
using Names = std::unique_ptr<GENERAL_NAMES, Release<GENERAL_NAMES_free>>;
using Store = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;
using Verification = std::unique_ptr<X509_STORE_CTX, Release<X509_STORE_CTX_free>>;
using Output = std::unique_ptr<BIO, Release<BIO_free_all>>;

/// Null unless the octets are one certificate and nothing more.
inline Certificate read(std::string_view der) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    const auto* const end = at + der.size();
    Certificate read(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
    ERR_clear_error();
    return at == end ? std::move(read) : nullptr;
}

} // namespace fingerpost::probe::openssl

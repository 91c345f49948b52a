#include "protocol/public_key.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <array>
#include <climits>
#include <memory>

namespace fingerpost::protocol {

namespace {

constexpr std::size_t keys_max = 32;

struct Free {
    void operator()(BIO* bio) const { BIO_free(bio); }
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(X509* certificate) const { X509_free(certificate); }
    void operator()(unsigned char* bytes) const { OPENSSL_free(bytes); }
    void operator()(char* text) const { OPENSSL_free(text); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

/// One block of the file.
struct Block {
    std::string name; ///< "CERTIFICATE"
    std::string der;
};

bool next_block(BIO* from, Block& block) {
    char* name = nullptr;
    char* header = nullptr;
    unsigned char* data = nullptr;
    long size = 0;
    if (PEM_read_bio(from, &name, &header, &data, &size) != 1) return false;
    const Owned<char> owned_name(name), owned_header(header);
    const Owned<unsigned char> owned_data(data);
    block.name = name;
    // an encrypted block is left out by its odd name
    if (std::string_view(header).find("ENCRYPTED") != std::string_view::npos)
        block.name = "ENCRYPTED PRIVATE KEY";
    block.der.assign(reinterpret_cast<const char*>(data), static_cast<std::size_t>(size));
    return true;
}

Owned<EVP_PKEY> key_of(const Block& block) {
    const auto* at = reinterpret_cast<const unsigned char*>(block.der.data());
    const auto size = static_cast<long>(block.der.size());
    if (block.name == "CERTIFICATE" || block.name == "TRUSTED CERTIFICATE") {
        const Owned<X509> certificate(d2i_X509(nullptr, &at, size));
        return Owned<EVP_PKEY>(certificate ? X509_get_pubkey(certificate.get()) : nullptr);
    }
    if (block.name == "PUBLIC KEY") return Owned<EVP_PKEY>(d2i_PUBKEY(nullptr, &at, size));
    if (block.name == "RSA PUBLIC KEY")
        return Owned<EVP_PKEY>(d2i_PublicKey(EVP_PKEY_RSA, nullptr, &at, size));
    if (block.name.ends_with("PRIVATE KEY") && !block.name.starts_with("ENCRYPTED"))
        return Owned<EVP_PKEY>(d2i_AutoPrivateKey(nullptr, &at, size));
    return nullptr;
}

PublicKey told(EVP_PKEY* key) {
    PublicKey told;
    unsigned char* info = nullptr;
    const int size = i2d_PUBKEY(key, &info);
    const Owned<unsigned char> owned(info);
    if (size > 0)
        told.info.assign(reinterpret_cast<const char*>(info), static_cast<std::size_t>(size));
    if (EVP_PKEY_is_a(key, "RSA")) told.type = PublicKey::Type::rsa;
    if (!EVP_PKEY_is_a(key, "ED25519")) return told;
    std::array<unsigned char, 32> raw{};
    std::size_t raw_size = raw.size();
    if (EVP_PKEY_get_raw_public_key(key, raw.data(), &raw_size) == 1) {
        told.type = PublicKey::Type::ed25519;
        told.raw.assign(reinterpret_cast<const char*>(raw.data()), raw_size);
    }
    return told;
}

} // namespace

Result<std::vector<PublicKey>> public_keys(std::string_view pem, const std::string& title) {
    const auto wrong = [&](std::string_view what) {
        return Error{Errc::bad_request, title + ": " + std::string(what)};
    };
    if (pem.size() > INT_MAX) return wrong("the file is too large");
    const Owned<BIO> from(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
    std::vector<PublicKey> keys;
    for (Block block; keys.size() < keys_max && next_block(from.get(), block);) {
        if (block.name.starts_with("ENCRYPTED"))
            return wrong("the key needs a passphrase; give the public key instead");
        if (const auto key = key_of(block)) keys.push_back(told(key.get()));
    }
    if (keys.empty()) return wrong("there is no PEM certificate or key in it");
    return keys;
}

} // namespace fingerpost::protocol

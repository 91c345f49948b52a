/// @file
/// The public keys in a PEM file, for the DNS records that show them.
/// Spec: RFC 7468, RFC 5280 §4.1.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::protocol {

struct PublicKey {
    enum class Type { rsa, ed25519, other } type = Type::other;
    std::string info; ///< SubjectPublicKeyInfo, DER
    std::string raw;  ///< of Ed25519, its 32 octets
};

/// Of every certificate, public key and private key, in the file's order; never empty. A private
/// key must not need a passphrase. Errc::bad_request begins with `title`.
Result<std::vector<PublicKey>> public_keys(std::string_view pem, const std::string& title);

} // namespace fingerpost::protocol

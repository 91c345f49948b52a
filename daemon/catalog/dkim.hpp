/// @file
/// The public key that a DKIM selector shows.
/// Spec: RFC 6376 §3.6.1, RFC 8301 §3.2 (sizes), RFC 8463 §4 (Ed25519).
#pragma once

#include "base/error.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fingerpost {

struct DkimRecord {
    std::string text;   ///< in its one form
    bool is_rsa = true; ///< or else Ed25519
    std::size_t bits{}; ///< of the key; 0: it is revoked
};

/// A key that verifiers must not use is Errc::unsupported: RSA below 1024 bits, SHA-1 alone.
Result<DkimRecord> parse_dkim(std::string_view text);

/// An RSA public key, whichever of its two forms it came in.
struct RsaKey {
    std::string_view numbers; ///< modulus and exponent in DER, within what was read
    std::size_t bits{};
};

/// Of SubjectPublicKeyInfo (RFC 5280 §4.1), which everybody publishes, or of the bare key that RFC
/// 6376 speaks of. None where it is neither.
std::optional<RsaKey> read_rsa_key(std::string_view der);

/// What a verifier treats as no longer valid, whatever the selector.
inline constexpr std::string_view revoked_dkim = "v=DKIM1; p=";

/// Below this, `config check` warns (RFC 8301 §3.2).
inline constexpr std::size_t weak_rsa_bits = 2048;

} // namespace fingerpost

/// @file
/// What a certificate says of itself. Plain values.
/// Spec: RFC 5280 §4.1, §4.2.1.6; RFC 9525 §6.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::probe {

struct Certificate {
    std::string der;        ///< octets
    std::string public_key; ///< SubjectPublicKeyInfo in DER
    std::string subject;    ///< "CN=imap.example.com", for people (RFC 4514)
    std::string issuer;
    std::string issuer_organisation;    ///< of the issuer, or ""
    std::vector<std::string> names;     ///< DNS names of subjectAltName, lower case
    std::vector<std::string> addresses; ///< its IP addresses, as text
    std::int64_t not_before = 0;        ///< seconds since 1970
    std::int64_t not_after = 0;

    bool operator==(const Certificate&) const = default;
};

inline constexpr std::size_t certificate_size_max = 64 * 1024; ///< octets
inline constexpr std::size_t certificate_names_max = 1000;     ///< those beyond are not kept

/// Errc::bad_request: not one whole certificate in DER, or one too large.
Result<Certificate> read_certificate(std::string_view der);

/// Whether its names cover the host (RFC 9525 §6.3): a wildcard stands for one whole label, the
/// leftmost. An address is looked for among the addresses. The common name counts for nothing.
bool covers(const Certificate& certificate, std::string_view host);

/// SHA-256 of the DER, in lower-case hexadecimal digits.
std::string fingerprint(const Certificate& certificate);

} // namespace fingerpost::probe

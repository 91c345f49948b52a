/// @file
/// Signs profiles: CMS SignedData, DER, the content inside and unchanged (RFC 5652 §5).
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace fingerpost::http {

/// Paths of PEM files; `chain` (the intermediate certificates) may be empty.
struct SignerFiles {
    std::string certificate;
    std::string key;
    std::string chain;
};

/// Immutable; any thread may sign.
class Signer {
public:
    /// Errc::bad_request names the file and why it cannot be used: unreadable, not PEM, key of
    /// another certificate, not yet valid. One that has expired is loaded: see not_after().
    static Result<std::shared_ptr<const Signer>> load(const SignerFiles& files);

    virtual ~Signer() = default;

    /// The DER bytes; Errc::upstream when OpenSSL refuses. Takes 0.1 to 10 ms of CPU.
    virtual Result<std::string> sign(std::string_view content) const = 0;

    /// The certificate's notAfter, seconds since 1970.
    virtual std::int64_t not_after() const = 0;
};

} // namespace fingerpost::http

/// @file
/// What chains of certificates are worth: the authorities we trust, asked after the handshake, so
/// that a chain that is not accepted has still been seen.
/// Spec: RFC 5280 §6, for servers of TLS.
#pragma once

#include "base/error.hpp"
#include "probe/visit.hpp"

#include <memory>
#include <string>
#include <vector>

namespace fingerpost::probe {

/// Any thread may ask.
class Authorities {
public:
    /// `ca_file`: PEM; "": those this system trusts. Errc::bad_request names the file.
    static Result<std::shared_ptr<const Authorities>> load(const std::string& ca_file);

    virtual ~Authorities() = default;

    /// `chain`: as sent, the leaf first, not empty. What a server sends beside the path counts for
    /// nothing, whatever its dates.
    virtual Trust judge(
        const std::vector<Certificate>& chain, const std::string& host, std::int64_t now
    ) const = 0;
};

} // namespace fingerpost::probe

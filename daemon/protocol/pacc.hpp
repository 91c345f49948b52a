/// @file
/// PACC, `user-agent-configuration.json`: one document a domain, bound to a digest in DNS.
/// Spec: draft-ietf-mailmaint-pacc-02 and -03.
/// Clients take the address as the user name, implicit TLS and the standard port for granted; what
/// needs anything else is left out.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// Whether the domain offers anything that pacc_document() can tell.
bool offers_pacc(const Offer& offer, const std::string& domain);

/// The document, the same bytes for the same settings. Errc::not_found where there is nothing to
/// tell.
Result<std::string> pacc_document(const Offer& offer, const std::string& domain);

/// What the TXT record at `_ua-auto-config` says of these very bytes.
std::string pacc_record(std::string_view document);

/// The document, or the one that is held until its successor's digest is known.
Result<Response> render_pacc(const AccountSettings& settings);

} // namespace fingerpost::protocol

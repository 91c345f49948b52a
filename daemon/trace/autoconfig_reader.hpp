/// @file
/// Reads an Autoconfig document as a given client does.
/// Spec: draft-ietf-mailmaint-autoconfig, and the clients' own sources (document_rules.hpp).
#pragma once

#include "base/error.hpp"
#include "trace/document_rules.hpp"
#include "trace/settings.hpp"

namespace fingerpost::trace {

/// Errc::bad_request says why the client refuses the document.
Result<Settings> read_autoconfig(
    const DocumentRules& rules,
    std::string_view content_type,
    std::string_view document,
    const Address& address
);

} // namespace fingerpost::trace

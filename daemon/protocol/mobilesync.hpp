/// @file
/// Autodiscover's answer for Exchange ActiveSync. Spec: [MS-ASCMD] §2.2.1.1, §2.2.3.
/// Read by: mail programs of phones.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// The domain's attribute `activesync`, or the user's address elsewhere where it has moved.
/// Errc::unsupported for a domain without either.
Result<Response> render_mobilesync(const AccountSettings& settings);

} // namespace fingerpost::protocol

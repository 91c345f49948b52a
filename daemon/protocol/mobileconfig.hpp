/// @file
/// Apple configuration profiles. Spec: Apple's device-management schema, payloads
/// com.apple.mail.managed, com.apple.caldav.account, com.apple.carddav.account.
/// Read by: iOS, iPadOS, macOS, visionOS.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// `?emailaddress=`, which must be there, and `&name=`, the user's own name.
Result<Question> parse_mobileconfig(const Request& request);

/// The same bytes for the same settings: a second download replaces the first. Errc::unavailable
/// when the domain offers nothing that a profile can express.
Result<Response> render_mobileconfig(const AccountSettings& settings);

} // namespace fingerpost::protocol

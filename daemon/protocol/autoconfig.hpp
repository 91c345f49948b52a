/// @file
/// Mozilla Autoconfig, config-v1.1.xml. Spec: draft-ietf-mailmaint-autoconfig (SPECS.md).
/// Read by: Thunderbird, Thunderbird for Android, Evolution, KMail, FairEmail, Geary, Delta Chat.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// `?emailaddress=` where it is an address, and always the host that was called: many clients send
/// no address. Errc::bad_request when neither says a domain.
Result<Question> parse_autoconfig(const Request& request);

/// The <clientConfig> document. Placeholders are expanded when the address is known, else left to
/// the client. Errc::not_found for a domain without mail servers: clients go on elsewhere.
Result<Response> render_autoconfig(const AccountSettings& settings);

} // namespace fingerpost::protocol

/// @file
/// Microsoft Autodiscover, plain XML ("POX"), Outlook schema. Spec: [MS-OXDSCLI] §2.2.4, §3.2.5.
/// Read by: Outlook, Thunderbird, FairEmail, Delta Chat.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// The address in the body of a POST; of a GET the one in the query, or else the host. Any content
/// type, prefix, order and unknown element is taken. Errc::unsupported: another response schema.
Result<Question> parse_autodiscover(const Request& request);

/// Errc::unavailable for a domain without mail servers.
Result<Response> render_autodiscover(const AccountSettings& settings);

/// An error document with status 200, which is how Autodiscover reports; 404 where a GET asked for
/// a domain nobody serves.
Response refuse_autodiscover(const Request& request, const Error& error, TimeOfDay now);

} // namespace fingerpost::protocol

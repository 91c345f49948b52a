/// @file
/// Microsoft Autodiscover, plain XML ("POX"): the Outlook schema, and for phones the MobileSync
/// schema. Spec: [MS-OXDSCLI] §2.2.4, §3.2.5. Read by: Outlook, Thunderbird, FairEmail, Delta Chat.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// The address in the body of a POST; of a GET the one in the query, or else the host. Any content
/// type, prefix, order and unknown element is taken. `wanted` is the response schema, if it was
/// named. Errc::unsupported: another response schema.
Result<Question> parse_autodiscover(const Request& request);

/// A redirect where the domain has one, to TLS before all else; or the document.
/// Errc::unavailable for a domain without mail servers.
Result<Response> render_autodiscover(const Question& question, std::span<const Found> found);

/// The document of the Outlook schema that tells servers.
Result<Response> render_outlook(const AccountSettings& settings);

/// An error document with status 200, which is how Autodiscover reports; 404 where a GET asked for
/// a domain nobody serves.
Response refuse_autodiscover(const Request& request, const Error& error, TimeOfDay now);

} // namespace fingerpost::protocol

/// @file
/// Autodiscover as a SOAP 1.1 service: the settings of several users or domains at once, each with
/// errors of its own. Spec: [MS-OXWSADISC] §3.1.4, WS-Addressing 1.0. By POST only: a page for GET
/// would be a 200 that clients of the other protocols on these hosts take for an answer.
/// Read by: programs that use Exchange Web Services.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// As many addresses, and as many settings, one request may name.
inline constexpr std::size_t soap_items_max = 100;
/// Addresses times settings: what bounds the answer.
inline constexpr std::size_t soap_answers_max = 1000;

/// The operation stands first in `wanted`, then the settings. Of users that are no addresses the
/// local part is empty, of domains that are none the domain. Errc::bad_request for what is not
/// SOAP, Errc::conflict for another version of it, Errc::unsupported for an unknown operation; all
/// else an answer has to tell and is the question's flaw.
Result<Question> parse_autodiscover_soap(const Request& request);

Result<Response> render_autodiscover_soap(const Question& question, std::span<const Found> found);

/// A fault with status 400.
Response refuse_autodiscover_soap(const Request& request, const Error& error, TimeOfDay now);

} // namespace fingerpost::protocol

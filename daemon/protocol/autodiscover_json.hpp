/// @file
/// Autodiscover in JSON ("v2"): where one protocol's service is, by GET and without a password.
/// Nobody has published a specification; the facts are from captures of Exchange.
/// Read by: Outlook, phones, administrators' scripts.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// `/v1.0/<address>?Protocol=` below the row's path, or `?Email=&Protocol=` on it. Asks about the
/// address's domain as `host_domain`, and about the domain of the host that was called besides;
/// `wanted` is the protocol. Errc::not_found: another version.
Result<Question> parse_autodiscover_json(const Request& request);

/// The URL, or 400 with the protocols there are.
Result<Response> render_autodiscover_json(const Question& question, std::span<const Found> found);

Response refuse_autodiscover_json(const Request& request, const Error& error, TimeOfDay now);

} // namespace fingerpost::protocol

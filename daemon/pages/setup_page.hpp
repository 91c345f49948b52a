/// @file
/// The page for people: at /setup, and at / of autoconfig.<domain>. Enter the address, get what to
/// do in each program. Needs no script, loads nothing from elsewhere, never asks for a password.
#pragma once

#include "protocol/protocol.hpp"

#include <span>

namespace fingerpost::pages {

/// The page and what it is made of, as rows beside those of protocol::all().
std::span<const protocol::Protocol> all();

/// Query: emailaddress, lang. Errc::not_found for "/" of a host that is none of ours.
Result<protocol::Question> parse_setup(const Request& request);
/// Without an address the form alone; a domain that nobody serves is a page with status 404.
Result<Response>
render_setup(const protocol::Question& question, std::span<const protocol::Found> found);
Response refuse_setup(const Request& request, const Error& error, protocol::TimeOfDay now);

} // namespace fingerpost::pages

/// @file
/// What a server's certificates are worth to clients.
/// Spec: RFC 5280 §6, RFC 9525 §6.3.
#pragma once

#include "check/endpoint_notes.hpp"
#include "probe/visit.hpp"

#include <cstdint>

namespace fingerpost::check {

/// Notes nothing where no certificate was shown. `now` in seconds since 1970.
void note_certificate(const probe::Visit& visit, std::int64_t now, EndpointNotes& notes);

/// "imap.example.com, *.example.org and 3 more", "no name at all"
std::string names_of(const probe::Certificate& certificate);

} // namespace fingerpost::check

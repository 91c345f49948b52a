/// @file
/// Ways to log in: those that clients are told against those that a server offers.
/// Spec: RFC 4422; the names are IANA's SASL mechanisms.
#pragma once

#include "catalog/server.hpp"
#include "check/endpoint_notes.hpp"
#include "probe/visit.hpp"

#include <vector>

namespace fingerpost::check {

/// Whether a server can fail to offer any of them.
bool needs_mechanism(const std::vector<Authentication>& told);

/// `visit` has reached the state in which clients log in.
void note_logins(
    const probe::Visit& visit, const std::vector<Authentication>& told, EndpointNotes& notes
);

/// Of a server whose clients are told to use STARTTLS.
void note_clear_login(const probe::Visit& visit, EndpointNotes& notes);

} // namespace fingerpost::check

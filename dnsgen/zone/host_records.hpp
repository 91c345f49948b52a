/// @file
/// The names under which clients ask for a domain's settings over HTTP, and the addresses of our
/// own host where it lies inside the domain.
/// Spec: draft-ietf-mailmaint-autoconfig, [MS-OXDSCLI], draft-ietf-mailmaint-pacc, RFC 8461;
/// aliases: RFC 1034 §3.6.2.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

/// A name in public_hostname or "", everything else that is an address in `addresses`, each once
/// and in one spelling; a TTL that DNS can hold.
HostSettings normalised(const HostSettings& host);

/// The same for the subject's records, with the TTL that its attributes want.
HostSettings normalised(const Subject& subject);

/// Whether anything is known that a name could lead to.
bool is_known(const HostSettings& host);

void add_host_records(const Subject& subject, Records& records);

/// Whether these records make `name` an alias.
bool is_alias(const Subject& subject, std::string_view name);

/// Whether SRV and MX records may point there: a name, and no alias (RFC 2782, RFC 2181 §10.3).
bool can_be_target(const Subject& subject, std::string_view host);

} // namespace fingerpost::zone

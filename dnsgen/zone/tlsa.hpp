/// @file
/// `_25._tcp.<host>`: the keys that certificates of services inside the domain have.
/// Spec: RFC 6698, RFC 7671, RFC 7672.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

/// Only in a zone that is known to be signed: elsewhere nobody believes them (RFC 7672 §2.2).
void add_tlsa(const Subject& subject, Records& records);

/// Those that wait for the zone to be signed.
Records tlsa_held_back(const Subject& subject);

} // namespace fingerpost::zone

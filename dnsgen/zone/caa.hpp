/// @file
/// Which authorities may issue certificates for the domain and the names below it.
/// Spec: RFC 8659, RFC 8657.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_caa(const Subject& subject, Records& records);

} // namespace fingerpost::zone

/// @file
/// `_sieve._tcp`: where mail filters are edited.
/// Spec: RFC 5804 §1.8.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_sieve_srv(const Subject& subject, Records& records);

} // namespace fingerpost::zone

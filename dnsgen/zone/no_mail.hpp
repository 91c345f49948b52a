/// @file
/// The lock-down of names that neither send nor take mail: whoever forges them is found out.
/// Spec: RFC 7505, RFC 7208 §10.1.2, RFC 7489.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_no_mail(const Subject& subject, Records& records);

} // namespace fingerpost::zone

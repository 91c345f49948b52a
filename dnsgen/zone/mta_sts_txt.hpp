/// @file
/// `_mta-sts`: that there is an MTA-STS policy, and which one.
/// Spec: RFC 8461 §3.1.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_mta_sts_txt(const Subject& subject, Records& records);

} // namespace fingerpost::zone

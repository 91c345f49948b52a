/// @file
/// `_autodiscover._tcp`: where Microsoft clients look when `autodiscover.<domain>` fails them.
/// Spec: [MS-OXDISCO] §3.1.5.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_autodiscover_srv(const Subject& subject, Records& records);

} // namespace fingerpost::zone

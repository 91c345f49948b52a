/// @file
/// `_caldavs`, `_caldav`, `_carddavs`, `_carddav` with their `path=` TXT records, and `_jmap`:
/// services found by URL.
/// Spec: RFC 6764 §3, §4; RFC 8620 §2.2.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_dav_srv(const Subject& subject, Records& records);
void add_jmap_srv(const Subject& subject, Records& records);

} // namespace fingerpost::zone

/// @file
/// `_ua-auto-config`: the digest without which clients discard the PACC document.
/// Spec: draft-ietf-mailmaint-pacc-03.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_pacc_txt(const Subject& subject, Records& records);

} // namespace fingerpost::zone

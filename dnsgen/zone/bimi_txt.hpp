/// @file
/// `default._bimi`: the picture that readers of mail show beside the domain's.
/// Spec: draft-brand-indicators-for-message-identification.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

/// Only where DMARC makes forgery fail: elsewhere nobody shows it.
void add_bimi_txt(const Subject& subject, Records& records);

/// What waits for that.
Records bimi_held_back(const Subject& subject);

} // namespace fingerpost::zone

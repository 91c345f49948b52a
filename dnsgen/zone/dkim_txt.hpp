/// @file
/// `<selector>._domainkey`: the keys by which the domain's mail is signed.
/// Spec: RFC 6376 §3.6, RFC 8463.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_dkim_txt(const Subject& subject, Records& records);

} // namespace fingerpost::zone

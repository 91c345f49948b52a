/// @file
/// Who may send mail in the domain's name.
/// Spec: RFC 7208 §3.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_spf_txt(const Subject& subject, Records& records);

} // namespace fingerpost::zone

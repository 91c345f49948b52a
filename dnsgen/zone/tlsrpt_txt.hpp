/// @file
/// `_smtp._tls`: where mail servers report that TLS towards the domain failed.
/// Spec: RFC 8460 §3.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_tlsrpt_txt(const Subject& subject, Records& records);

} // namespace fingerpost::zone

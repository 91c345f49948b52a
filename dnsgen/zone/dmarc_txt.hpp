/// @file
/// `_dmarc`: what to do with mail that only claims to be the domain's; and whose reports about that
/// the domain takes.
/// Spec: RFC 7489 §6.1, §7.1; RFC 9989, RFC 9990.
#pragma once

#include "zone/zone.hpp"

namespace fingerpost::zone {

void add_dmarc_txt(const Subject& subject, Records& records);

/// `<domain>._report._dmarc`, for the domains in the attribute dmarc_reports_for.
void add_dmarc_reports_txt(const Subject& subject, Records& records);

/// The records of that kind that the zones of others must have, so that this domain's reports are
/// sent there.
Records dmarc_reports_elsewhere(const Subject& subject);

} // namespace fingerpost::zone

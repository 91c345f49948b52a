/// @file
/// Certificates of the hosts where a domain's settings and policies are fetched, and of SRV
/// targets. Spec: RFC 9525 §6, RFC 6186 §6.
#pragma once

#include "check/family.hpp"

namespace fingerpost::check {

void judge_discovery_certificates(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check

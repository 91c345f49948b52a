/// @file
/// Every server the catalog tells clients about, visited at each of its addresses. The rows stand
/// in endpoint_checks.hpp.
/// Spec: RFC 8314 (TLS), RFC 9525 (names of certificates).
#pragma once

#include "check/family.hpp"

namespace fingerpost::check {

void judge_endpoints(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check

/// @file
/// SRV records of the services clients use. The rows stand in srv_checks.hpp.
/// Spec: RFC 2782, RFC 6186, RFC 6764, RFC 8314, RFC 8620.
#pragma once

#include "check/family.hpp"

namespace fingerpost::check {

void judge_srv(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check

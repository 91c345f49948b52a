/// @file
/// Wildcards, zone cuts and addresses as the configured resolver sees them.
/// Spec: RFC 4592, RFC 1034, RFC 6672, RFC 5891.
#pragma once

#include "check/family.hpp"

namespace fingerpost::check {

void judge_names(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check

/// @file
/// Aliases, delegations and DNAMEs that hide records.
/// Spec: RFC 1034 §3.6.2, §4.2.1, RFC 6672.
#pragma once

#include "check/names_checks.hpp"

namespace fingerpost::check {

void judge_zone_cuts(NamesScene& scene);

} // namespace fingerpost::check

/// @file
/// Whether the names clients are told can be looked up and reached from everywhere.
/// Spec: RFC 1918, RFC 4193, RFC 6598, RFC 5891.
#pragma once

#include "check/names_checks.hpp"

namespace fingerpost::check {

void judge_reach(NamesScene& scene);

} // namespace fingerpost::check

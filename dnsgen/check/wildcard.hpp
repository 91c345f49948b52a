/// @file
/// What a wildcard answers in place of our records.
/// Spec: RFC 4592.
#pragma once

#include "check/names_checks.hpp"

namespace fingerpost::check {

void judge_wildcards(NamesScene& scene);

} // namespace fingerpost::check

/// @file
/// What the records of one SRV name say together: denials beside targets, ports, weights.
/// Spec: RFC 2782.
#pragma once

#include "check/srv_sight.hpp"

namespace fingerpost::check {

void judge_srv_sets(SrvScene& scene);

} // namespace fingerpost::check

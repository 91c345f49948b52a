/// @file
/// Where SRV records lead: to a host of ours that has an address and is no alias.
/// Spec: RFC 2782, RFC 1035 §5.1.
#pragma once

#include "check/srv_sight.hpp"

namespace fingerpost::check {

void judge_srv_targets(SrvScene& scene);

} // namespace fingerpost::check

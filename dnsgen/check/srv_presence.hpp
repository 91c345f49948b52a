/// @file
/// Whether the SRV records that clients need are there, and none that lead them astray.
/// Spec: RFC 6186 §3, RFC 8314 §5.1.
#pragma once

#include "check/srv_sight.hpp"

namespace fingerpost::check {

void judge_srv_presence(SrvScene& scene);

} // namespace fingerpost::check

/// @file
/// SRV records under names nobody looks up.
/// Spec: RFC 8314 §7.3, RFC 6186 §3.
#pragma once

#include "check/srv_sight.hpp"

namespace fingerpost::check {

void judge_srv_names(SrvScene& scene);

} // namespace fingerpost::check

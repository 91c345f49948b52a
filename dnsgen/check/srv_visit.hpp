/// @file
/// Whether the servers behind SRV records speak TLS as the label says.
/// Spec: RFC 8314 §5.1, RFC 6186 §3.
#pragma once

#include "check/srv_sight.hpp"

namespace fingerpost::check {

void judge_srv_visits(SrvScene& scene);

} // namespace fingerpost::check

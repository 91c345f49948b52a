/// @file
/// Which way SRV priorities make clients prefer. Numbers count for nothing, only their order.
/// Spec: RFC 6186 §3.4, RFC 8314 §5.1.
#pragma once

#include "check/srv_sight.hpp"

namespace fingerpost::check {

void judge_srv_order(SrvScene& scene);

} // namespace fingerpost::check

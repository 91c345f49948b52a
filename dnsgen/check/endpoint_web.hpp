/// @file
/// Services that are found by URL, asked as a client without a login asks them.
/// Spec: RFC 6764 §6, RFC 8620 §2, [MS-ASHTTP].
#pragma once

#include "check/told_server.hpp"

namespace fingerpost::check {

void judge_url(const ToldUrl& told, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check

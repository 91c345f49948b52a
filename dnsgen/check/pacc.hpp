/// @file
/// The digest that binds the document of PACC to the domain.
/// Spec: draft-ietf-mailmaint-pacc.
#pragma once

#include "check/family.hpp"
#include "check/row.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array pacc_checks{
    Check{"ua-auto-config-digest", Severity::error, "draft-ietf-mailmaint-pacc",
        "TXT of _ua-auto-config, and the document on ua-auto-config.<domain>",
        "no digest there is that of the served bytes",
        "clients of PACC discard the document",
        "publish the digest; keep the former one until its TTL has passed"},
};
// clang-format on

void judge_pacc(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check

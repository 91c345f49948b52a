/// @file
/// A DMARC record that somebody has published, as receivers read it.
/// Spec: RFC 7489 §6.3, §6.4; RFC 9989.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

struct DmarcPolicy {
    std::string policy;           ///< "none", "quarantine", "reject"
    std::string subdomain_policy; ///< sp, or the policy
    int percent = 100;            ///< pct (RFC 7489)
    bool testing = false;         ///< t=y (RFC 9989)
    bool strict_dkim = false, strict_spf = false;
    std::string psd = "u";               ///< whether it is a public suffix (RFC 9989)
    std::vector<std::string> reports_to; ///< domains of rua and ruf, lower case
    /// What readers pass over, each with its character.
    std::vector<std::string> passed_over;
};

/// Whether receivers take the text for DMARC; others may stand beside it.
bool is_dmarc(std::string_view text);

/// The error says at which character, and makes the record void.
Result<DmarcPolicy> read_dmarc(std::string_view text);

/// "none" < "quarantine" < "reject"
int strictness(std::string_view policy);

} // namespace fingerpost::check

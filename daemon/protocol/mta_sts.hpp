/// @file
/// The policy by which other mail servers insist on TLS towards ours, from the attributes `mx`,
/// `mta_sts` and `mta_sts_max_age`. Spec: RFC 8461 §3.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

/// The policy's text. Errc::not_found where no mode is set, or no mail exchanger for it.
Result<std::string> mta_sts_policy(const Offer& offer, const std::string& domain);

/// What the TXT record at `_mta-sts` says: its id is made from the policy, so that nobody has to
/// remember to change it.
std::string mta_sts_record(std::string_view policy);

Result<Response> render_mta_sts(const AccountSettings& settings);

} // namespace fingerpost::protocol

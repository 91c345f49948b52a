/// @file
/// Where reports about TLS go, as senders read it.
/// Spec: RFC 8460 §3.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// The URIs of rua; the error says at which character.
Result<std::vector<std::string>> read_tlsrpt(std::string_view text);

} // namespace fingerpost::check

/// @file
/// Reads the discovery documents in JSON. The bytes come from strangers.
/// Spec: draft-ietf-mailmaint-pacc; Autodiscover in JSON as captured of Exchange.
#pragma once

#include "base/error.hpp"

#include <map>
#include <string>
#include <string_view>

namespace fingerpost::check {

/// What no such document is longer than, in octets.
inline constexpr std::size_t discovery_json_max = 65536;

/// The "Url" of an answer of Autodiscover. Errc::bad_request says what is wrong with it.
Result<std::string> read_autodiscover_json(std::string_view document);

/// By protocol ("imap") its host or URL. Errc::bad_request says what is wrong with it.
Result<std::map<std::string, std::string>> read_pacc(std::string_view document);

} // namespace fingerpost::check

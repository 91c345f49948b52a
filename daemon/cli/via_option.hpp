/// @file
/// The option --via, for verbs that look at a domain over the web: where to ask instead of where
/// its names lead.
#pragma once

#include "cli/verb.hpp"
#include "http/url.hpp"

#include <optional>

namespace fingerpost::cli {

/// None when the option was not given. Errc::bad_request: its host must be an IP address;
/// "localhost" is 127.0.0.1.
Result<std::optional<http::Url>> via_of(const Arguments& arguments);

} // namespace fingerpost::cli

/// @file
/// What is inside a signed profile (RFC 5652 §5). The bytes come from strangers.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost::http {

/// Errc::bad_request when it is no SignedData, or when its content was changed after it was
/// signed. Who signed it is not looked at.
Result<std::string> signed_content(std::string_view der);

} // namespace fingerpost::http

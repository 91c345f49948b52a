/// @file
/// Search filters with the address in them. Spec: RFC 4515.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::directory {

/// As an assertion value: everything but plain ASCII as `\xx`, so that it means only itself.
std::string escaped_value(std::string_view value);

/// `search_filter` with every `{0}` replaced by the escaped address.
std::string filter_for(std::string_view search_filter, std::string_view address);

} // namespace fingerpost::directory

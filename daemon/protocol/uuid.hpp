/// @file
/// Version-5 UUIDs, so that a second download of a profile replaces the first. Spec: RFC 9562 §5.5.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::protocol {

/// In the URL name space, upper case: "DF4ABDD7-86E2-5EBB-A92D-F07CCDFAD4DF".
std::string url_uuid(std::string_view name);

} // namespace fingerpost::protocol

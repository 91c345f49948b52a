/// @file
/// Reads an Apple configuration profile: what Mail, Calendar and Contacts would be set up with.
/// Spec: Apple's device management schemas com.apple.mail.managed, com.apple.caldav.account,
/// com.apple.carddav.account.
#pragma once

#include "base/error.hpp"
#include "trace/settings.hpp"

namespace fingerpost::trace {

/// `plist` is what is inside the signature, if there is one. Errc::bad_request says why a device
/// refuses it.
Result<Settings> read_profile(std::string_view plist, const Address& address);

} // namespace fingerpost::trace

/// @file
/// A profile's address as a QR code, for the phone that is held before the screen:
/// `/mobileconfig/qr.png` and `/mobileconfig/qr.svg`, with the query of the profile.
#pragma once

#include "app/discovery.hpp"

namespace fingerpost::app {

bool is_profile_qr(const Request& request);

/// The code of the https URL of the host that was called; whatever the profile itself would be
/// refused with; 400 for a URL that is too long to be scanned.
boost::asio::awaitable<Response>
answer_profile_qr(Request request, const Discovery& discovery, ProfileSigning& signing);

} // namespace fingerpost::app

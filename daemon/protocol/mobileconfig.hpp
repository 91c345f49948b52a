/// @file
/// Apple configuration profiles: what they are asked for by, what names them, their outermost
/// dictionary. What they hold is in profile_payload.hpp. Spec: Apple's device-management schema,
/// TopLevel and CommonPayloadKeys. Read by: iOS, iPadOS, macOS, visionOS.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

inline constexpr std::string_view mobileconfig_path = "/mobileconfig/";

/// Of one profile.
inline constexpr std::size_t profile_addresses_max = 8;

/// `emailaddress=`, once for each account of the profile; `name=`, the user's own name;
/// `kinds=mail,caldav,carddav,eas,ldap`, where not all is wanted; `device=mac` leaves out what
/// macOS has no key for. Errc::bad_request also for whoever sends a password in the URL, where
/// servers and browsers write it down.
Result<Question> parse_mobileconfig(const Request& request);

/// The same bytes for the same settings: a second download replaces the first, whatever kinds it
/// holds. Errc::not_found names the addresses nobody serves by their position; Errc::unavailable
/// when a domain offers nothing that a profile can express.
Result<Response> render_mobileconfig(const Question& question, std::span<const Found> found);

/// As refuse_plainly(), but always with a text: a person reads it.
Response refuse_mobileconfig(const Request& request, const Error& error, TimeOfDay now);

} // namespace fingerpost::protocol

/// @file
/// Well-known URLs of a domain that only say where something else is: its DAV and JMAP servers and
/// the metadata of its OAuth issuer. Answered by redirects that keep method and body, because DAV
/// clients come with PROPFIND.
/// Spec: RFC 6764 §5, RFC 8620 §2.2, RFC 8414 §3, OpenID Connect Discovery 1.0 §4.
#pragma once

#include "protocol/protocol.hpp"

namespace fingerpost::protocol {

inline constexpr std::string_view caldav_path = "/.well-known/caldav";
inline constexpr std::string_view carddav_path = "/.well-known/carddav";
inline constexpr std::string_view jmap_path = "/.well-known/jmap";
inline constexpr std::string_view oauth_path = "/.well-known/oauth-authorization-server";
inline constexpr std::string_view openid_path = "/.well-known/openid-configuration";

/// Errc::not_found where the domain offers no such thing over https, and where the answer would
/// lead back to itself.
Result<Response> point_to_caldav(const Question& question, std::span<const Found> found);
Result<Response> point_to_carddav(const Question& question, std::span<const Found> found);
Result<Response> point_to_jmap(const Question& question, std::span<const Found> found);
Result<Response> point_to_oauth(const Question& question, std::span<const Found> found);
Result<Response> point_to_openid(const Question& question, std::span<const Found> found);

/// Where the metadata of an issuer is found: RFC 8414 puts its path before the issuer's own,
/// OpenID Connect behind it.
std::string oauth_metadata_url(std::string_view issuer);
std::string openid_metadata_url(std::string_view issuer);

} // namespace fingerpost::protocol

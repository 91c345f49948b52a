/// @file
/// Names, strings and numbers as they stand in a zone file.
/// Spec: RFC 1035 §5.1.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::zone {

/// With exactly one final dot.
std::string absolute(std::string_view name);

/// Whether the name ends with a dot that no backslash takes away.
bool is_absolute(std::string_view name);

/// A name as read under `$ORIGIN origin`: "@" is the origin, an absolute name stays.
std::string absolute(std::string_view name, std::string_view origin);

/// "_imaps._tcp" below "example.com": "_imaps._tcp.example.com."
std::string below(std::string_view label, std::string_view domain);

/// The same for "@", which is the domain itself.
std::string at_or_below(std::string_view label, std::string_view domain);

/// Whether `name` is `domain` or lies below it; both with or both without the final dot.
bool is_within(std::string_view name, std::string_view domain);

/// The owner as written under `$ORIGIN origin`, "@" for the origin itself. Both are absolute; an
/// owner outside stays as it is.
std::string_view relative(std::string_view owner, std::string_view origin);

/// What stands between the quotes of a string: `\"`, `\\`, and \DDD for all but printable ASCII.
std::string escaped(std::string_view octets);

/// TXT data: quoted, other octets than printable ASCII as \DDD. More than 255 octets become several
/// strings, which readers of SPF, DKIM and DMARC join.
std::string txt_data(std::string_view octets);

/// TXT data of one key=value pair, which is one string and may not be split (RFC 6763 §6.1); none
/// when it is longer than 255 octets.
std::optional<std::string> txt_pair(std::string_view octets);

/// "0 1 993 imap.example.com."
std::string
srv_data(std::uint16_t priority, std::uint16_t weight, std::uint16_t port, std::string_view target);

/// Names the service as decidedly not available (RFC 2782, "Target").
inline constexpr std::string_view not_available = "0 0 0 .";

} // namespace fingerpost::zone

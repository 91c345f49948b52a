/// @file
/// Where the parts of a DNS message stand, before any is read: every count, length and class of
/// strangers' octets is checked here.
/// Spec: RFC 1035 §4.1.
#pragma once

#include "base/error.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace fingerpost::zone {

inline constexpr std::size_t message_max = 65535; ///< octets; what TCP can carry
inline constexpr std::size_t header_size = 12;

inline constexpr std::uint16_t class_in = 1;
inline constexpr std::uint16_t class_none = 254;
inline constexpr std::uint16_t class_any = 255;
inline constexpr std::uint16_t type_opt = 41;
inline constexpr std::uint16_t type_tsig = 250;
inline constexpr std::uint16_t type_any = 255;

/// A record's place: its name at `at`, its data from `data` to `end`.
struct Place {
    std::size_t at = 0;
    std::uint16_t type = 0;
    std::uint16_t rclass = 0;
    std::size_t data = 0;
    std::size_t end = 0;
};

struct Layout {
    std::uint16_t id = 0;
    std::uint16_t flags = 0;
    std::optional<Place> question;              ///< without data
    std::array<std::vector<Place>, 3> sections; ///< answer, authority, additional
};

/// Errc::bad_request for what is no whole message: too short, cut, longer than it says, more than
/// one question (RFC 9619), more than `records_max` records.
Result<Layout> layout_of(std::string_view message, std::size_t records_max);

} // namespace fingerpost::zone

/// @file
/// Puts the octets of a message together. Owners are compressed; names in data are not, so that no
/// reader need know the type.
/// Spec: RFC 1035 §4.1, RFC 3597 §4.
#pragma once

#include "base/error.hpp"
#include "zone/record.hpp"
#include "zone/wire.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace fingerpost::zone {

/// The sections of a message, by RFC 1035's names and RFC 2136's.
enum class Section : std::uint8_t { answer, authority, additional };
inline constexpr auto prerequisites = Section::answer;
inline constexpr auto updates = Section::authority;

class MessageWriter {
public:
    MessageWriter(std::uint16_t id, std::uint16_t flags);

    Result<void> question(std::string_view name, const std::string& type);

    /// Sections are filled in their order. False, and nothing is added, when the message would
    /// grow beyond `size_max`.
    bool add(Section section, const WireRecord& record, std::uint16_t rclass, std::size_t size_max);

    std::string take() { return std::move(octets_); }

private:
    void append_name(std::string_view name);
    void count(std::size_t at);

    std::string octets_;
    std::map<std::string, std::size_t, std::less<>> places_; ///< of names in the message
};

} // namespace fingerpost::zone

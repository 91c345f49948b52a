#include "base/base64.hpp"

#include <cstdint>

namespace fingerpost {

namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

} // namespace

std::optional<std::string> base64_decoded(std::string_view text) {
    if (text.size() % 4 != 0) return std::nullopt;
    const auto last = text.find_last_not_of('=') + 1; // 0 where there is none
    const auto padding = text.size() - last;
    if (padding > 2) return std::nullopt;
    std::string octets;
    octets.reserve(text.size() / 4 * 3);
    std::uint32_t bits = 0;
    int held = 0;
    for (const char c : text.substr(0, last)) {
        const auto value = letters.find(c);
        if (value == letters.npos) return std::nullopt;
        bits = (bits << 6 | static_cast<std::uint32_t>(value)) & 0xffff;
        held += 6;
        if (held < 8) continue;
        held -= 8;
        octets += static_cast<char>(bits >> held & 0xff);
    }
    const bool clean = (bits & ((1U << held) - 1)) == 0; // one spelling for the same octets
    return clean ? std::optional(octets) : std::nullopt;
}

} // namespace fingerpost

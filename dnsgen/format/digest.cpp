#include "format/digest.hpp"

#include <array>
#include <bit>
#include <cstring>

namespace fingerpost::format {

namespace {

constexpr std::uint64_t prime1 = 0x9e3779b185ebca87;
constexpr std::uint64_t prime2 = 0xc2b2ae3d27d4eb4f;
constexpr std::uint64_t prime3 = 0x165667b19e3779f9;
constexpr std::uint64_t prime4 = 0x85ebca77c2b2ae63;
constexpr std::uint64_t prime5 = 0x27d4eb2f165667c5;

/// Little-endian; takes it away.
template <std::size_t size>
std::uint64_t take(std::string_view& octets) {
    std::uint64_t value = 0;
    if constexpr (std::endian::native == std::endian::little)
        std::memcpy(&value, octets.data(), size); // one load, which g++ 12 does not make of a loop
    else
        for (std::size_t i = 0; i < size; ++i)
            value |= std::uint64_t{static_cast<unsigned char>(octets[i])} << 8 * i;
    octets.remove_prefix(size);
    return value;
}

std::uint64_t round(std::uint64_t lane, std::uint64_t input) {
    return std::rotl(lane + input * prime2, 31) * prime1;
}

/// All whole stripes of 32 octets, in four lanes that do not wait for each other.
std::uint64_t stripes(std::string_view& octets) {
    std::array<std::uint64_t, 4> lanes{prime1 + prime2, prime2, 0, 0 - prime1};
    while (octets.size() >= 32)
        for (auto& lane : lanes)
            lane = round(lane, take<8>(octets));
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < lanes.size(); ++i)
        hash += std::rotl(lanes[i], std::array{1, 7, 12, 18}[i]);
    for (const auto lane : lanes)
        hash = (hash ^ round(0, lane)) * prime1 + prime4;
    return hash;
}

} // namespace

std::uint64_t xxh64(std::string_view octets) {
    const auto size = octets.size();
    std::uint64_t hash = (size >= 32 ? stripes(octets) : prime5) + size;
    while (octets.size() >= 8)
        hash = std::rotl(hash ^ round(0, take<8>(octets)), 27) * prime1 + prime4;
    if (octets.size() >= 4) hash = std::rotl(hash ^ take<4>(octets) * prime1, 23) * prime2 + prime3;
    while (!octets.empty())
        hash = std::rotl(hash ^ take<1>(octets) * prime5, 11) * prime1;
    hash = (hash ^ hash >> 33) * prime2;
    hash = (hash ^ hash >> 29) * prime3;
    return hash ^ hash >> 32;
}

std::string digest(std::string_view octets) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto hash = xxh64(octets);
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4)
        text += digits[hash >> shift & 15];
    return text;
}

} // namespace fingerpost::format

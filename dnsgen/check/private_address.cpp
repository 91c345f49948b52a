#include "check/private_address.hpp"

#include <arpa/inet.h>

#include <array>
#include <cstdint>

namespace fingerpost::check {

namespace {

using Octets = std::array<std::uint8_t, 16>;

struct Block {
    std::string_view kind;
    Octets first;
    unsigned bits;
};

/// IPv4 in IPv6 (RFC 4291 §2.5.5.2).
constexpr Octets mapped(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    return {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, d};
}

constexpr std::array blocks{
    Block{"private (RFC 1918)", mapped(10, 0, 0, 0), 96 + 8},
    Block{"private (RFC 1918)", mapped(172, 16, 0, 0), 96 + 12},
    Block{"private (RFC 1918)", mapped(192, 168, 0, 0), 96 + 16},
    Block{"of a carrier's NAT (RFC 6598)", mapped(100, 64, 0, 0), 96 + 10},
    Block{"loopback", mapped(127, 0, 0, 0), 96 + 8},
    Block{"link-local (RFC 3927)", mapped(169, 254, 0, 0), 96 + 16},
    Block{"of no host (RFC 1122)", mapped(0, 0, 0, 0), 96 + 8},
    Block{"of no host (RFC 4291)", {}, 128},
    Block{"loopback", {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}, 128},
    Block{"private (RFC 4193)", {0xfc}, 7},
    Block{"link-local (RFC 4291)", {0xfe, 0x80}, 10},
};

bool read(const std::string& address, Octets& octets) {
    if (inet_pton(AF_INET6, address.c_str(), octets.data()) == 1) return true;
    octets = mapped(0, 0, 0, 0);
    return inet_pton(AF_INET, address.c_str(), &octets[12]) == 1;
}

bool is_in(const Octets& octets, const Block& block) {
    for (unsigned bit = 0; bit < block.bits; ++bit) {
        const auto mask = 0x80U >> bit % 8;
        if ((octets.at(bit / 8) & mask) != (block.first.at(bit / 8) & mask)) return false;
    }
    return true;
}

} // namespace

std::string_view private_kind(const std::string& address) {
    Octets octets{};
    if (!read(address, octets)) return {};
    for (const auto& block : blocks)
        if (is_in(octets, block)) return block.kind;
    return {};
}

} // namespace fingerpost::check

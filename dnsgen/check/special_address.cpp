#include "check/special_address.hpp"

#include "check/ip_address.hpp"

#include <array>

namespace fingerpost::check {

namespace {

struct Network {
    std::string_view first;
    int bits;
    std::string_view kind;
};

// clang-format off
constexpr std::array networks{
    Network{"0.0.0.0", 8, "of no host (RFC 1122)"},
    Network{"10.0.0.0", 8, "private (RFC 1918)"},
    Network{"100.64.0.0", 10, "of a carrier's NAT (RFC 6598)"},
    Network{"127.0.0.0", 8, "loopback"},
    Network{"169.254.0.0", 16, "link-local (RFC 3927)"},
    Network{"172.16.0.0", 12, "private (RFC 1918)"},
    Network{"192.0.0.0", 24, "of a protocol's own (RFC 6890)"},
    Network{"192.168.0.0", 16, "private (RFC 1918)"},
    Network{"198.18.0.0", 15, "for benchmarks (RFC 6890)"},
    Network{"224.0.0.0", 3, "multicast or reserved (RFC 6890)"},
    Network{"::1", 128, "loopback"},
    Network{"::", 96, "of no host (RFC 4291)"},
    Network{"64:ff9b::", 96, "a translated IPv4 address (RFC 6890)"},
    Network{"100::", 64, "discarded (RFC 6890)"},
    Network{"2002::", 16, "a tunnel to any IPv4 address (RFC 6890)"},
    Network{"fc00::", 7, "private (RFC 4193)"},
    Network{"fe80::", 10, "link-local (RFC 4291)"},
    Network{"fec0::", 10, "private (RFC 4291)"},
    Network{"ff00::", 8, "multicast (RFC 4291)"},
};
// clang-format on

} // namespace

std::string_view special_kind(std::string_view address) {
    static const auto firsts = [] {
        std::array<std::string, networks.size()> read;
        for (std::size_t i = 0; i < networks.size(); ++i)
            read[i] = *address_octets(networks[i].first);
        return read;
    }();
    const auto octets = address_octets(address);
    if (!octets) return {};
    for (std::size_t i = 0; i < networks.size(); ++i)
        if (same_network(*octets, firsts[i], networks[i].bits)) return networks[i].kind;
    return {};
}

} // namespace fingerpost::check

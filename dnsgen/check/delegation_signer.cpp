#include "check/delegation_signer.hpp"

#include "protocol/digest.hpp"
#include "zone/presentation.hpp"
#include "zone/wire.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

constexpr std::uint16_t zone_key = 0x0100;
constexpr std::uint16_t revoked = 0x0080;
constexpr std::uint8_t rsa_md5 = 1;

struct DigestType {
    std::uint8_t number;
    std::string (*digest)(std::string_view octets);
};
constexpr std::array digest_types{
    DigestType{1, protocol::sha1},
    DigestType{2, protocol::sha256},
    DigestType{4, protocol::sha384}};

/// As it stands in messages (RFC 4034 §2.1).
std::string octets_of(const resolve::Dnskey& key) {
    std::string octets;
    octets += static_cast<char>(key.flags >> 8U);
    octets += static_cast<char>(key.flags & 0xffU);
    octets += static_cast<char>(key.protocol);
    octets += static_cast<char>(key.algorithm);
    return octets + key.key;
}

std::uint32_t octet(std::string_view octets, std::size_t at) {
    return static_cast<unsigned char>(octets[at]);
}

} // namespace

std::uint16_t key_tag(const resolve::Dnskey& key) {
    const auto octets = octets_of(key);
    if (key.algorithm == rsa_md5) { // RFC 4034 appendix B.1: of the modulus' end
        if (key.key.size() < 3) return 0;
        const auto end = octets.size();
        return static_cast<std::uint16_t>(octet(octets, end - 3) << 8U | octet(octets, end - 2));
    }
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < octets.size(); ++i)
        sum += i % 2 == 0 ? octet(octets, i) << 8U : octet(octets, i);
    sum += sum >> 16U;
    return static_cast<std::uint16_t>(sum & 0xffffU);
}

bool may_be_delegated_to(const resolve::Dnskey& key) {
    return (key.flags & zone_key) != 0 && (key.flags & revoked) == 0 && key.protocol == 3;
}

std::optional<resolve::Ds>
make_ds(std::string_view zone, const resolve::Dnskey& key, std::uint8_t digest_type) {
    const auto type = std::ranges::find(digest_types, digest_type, &DigestType::number);
    const auto name = zone::name_to_wire(zone::absolute(zone));
    if (type == digest_types.end() || !name) return std::nullopt;
    return resolve::Ds{
        key_tag(key), key.algorithm, digest_type, type->digest(*name + octets_of(key))};
}

bool matches(const resolve::Ds& ds, std::string_view zone, const resolve::Dnskey& key) {
    if (!may_be_delegated_to(key)) return false;
    if (const auto made = make_ds(zone, key, ds.digest_type)) return *made == ds;
    return ds.key_tag == key_tag(key) && ds.algorithm == key.algorithm;
}

} // namespace fingerpost::check

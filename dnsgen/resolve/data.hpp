/// @file
/// The types of records we read, and what each holds. Plain values. Names are lower case, in
/// presentation form, without the final dot; the root is ".".
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace fingerpost::resolve {

enum class Type : std::uint16_t {
    a = 1,
    ns = 2,
    cname = 5,
    soa = 6,
    ptr = 12,
    mx = 15,
    txt = 16,
    aaaa = 28,
    srv = 33,
    dname = 39,
    ds = 43,
    rrsig = 46,
    dnskey = 48,
    tlsa = 52,
    spf = 99,
    caa = 257
};

/// "SRV"
std::string_view name(Type type);

struct Mx {
    std::uint16_t preference = 0;
    std::string host;

    bool operator==(const Mx&) const = default;
};

struct Srv {
    std::uint16_t priority = 0;
    std::uint16_t weight = 0;
    std::uint16_t port = 0;
    std::string target; ///< ".": the service is decidedly not offered (RFC 2782)

    bool operator==(const Srv&) const = default;
};

/// RFC 1035 §3.3.13; times in seconds.
struct Soa {
    std::string primary;    ///< MNAME
    std::string hostmaster; ///< RNAME
    std::uint32_t serial = 0;
    std::uint32_t refresh = 0;
    std::uint32_t retry = 0;
    std::uint32_t expire = 0;
    std::uint32_t negative_ttl = 0; ///< MINIMUM (RFC 2308 §4)

    bool operator==(const Soa&) const = default;
};

/// RFC 6698 §2.1
struct Tlsa {
    std::uint8_t usage = 0;
    std::uint8_t selector = 0;
    std::uint8_t matching = 0;
    std::string digest; ///< octets

    bool operator==(const Tlsa&) const = default;
};

/// RFC 8659 §4.1
struct Caa {
    std::uint8_t flags = 0;
    std::string tag; ///< as published
    std::string value;

    bool operator==(const Caa&) const = default;
};

/// RFC 4034 §5.1
struct Ds {
    std::uint16_t key_tag = 0;
    std::uint8_t algorithm = 0;
    std::uint8_t digest_type = 0;
    std::string digest; ///< octets

    bool operator==(const Ds&) const = default;
};

/// RFC 4034 §2.1
struct Dnskey {
    std::uint16_t flags = 0;
    std::uint8_t protocol = 0;
    std::uint8_t algorithm = 0;
    std::string key; ///< octets

    bool operator==(const Dnskey&) const = default;
};

/// RFC 4034 §3.1; the signature itself is left out.
struct Rrsig {
    std::uint16_t covers = 0; ///< a type, which may be none of Type
    std::uint8_t algorithm = 0;
    std::uint8_t labels = 0;
    std::uint32_t original_ttl = 0;
    std::uint32_t expiration = 0; ///< seconds since 1970
    std::uint32_t inception = 0;
    std::uint16_t key_tag = 0;
    std::string signer;

    bool operator==(const Rrsig&) const = default;
};

/// A string is an address, the name that CNAME, DNAME, NS or PTR lead to, or the strings of a TXT
/// or SPF record joined without blanks (RFC 7208 §3.3).
using Data = std::variant<std::string, Mx, Srv, Soa, Tlsa, Caa, Ds, Dnskey, Rrsig>;

/// As a zone file has it (RFC 1035 §5.1): names absolute, TXT in strings of 255 octets at most. For
/// people only where data was left out: the key of a DNSKEY, the signature of an RRSIG.
std::string presentation(Type type, const Data& data);

} // namespace fingerpost::resolve

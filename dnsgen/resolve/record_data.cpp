#include "resolve/record_data.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace fingerpost::resolve {

namespace {

std::string address_text(std::string_view octets) {
    namespace ip = boost::asio::ip;
    if (octets.size() == 4) {
        ip::address_v4::bytes_type bytes{};
        std::copy(octets.begin(), octets.end(), bytes.begin());
        return ip::address_v4(bytes).to_string();
    }
    ip::address_v6::bytes_type bytes{};
    std::copy(octets.begin(), octets.end(), bytes.begin());
    return ip::address_v6(bytes).to_string();
}

/// RFC 7208 §3.3: without blanks, as every reader of TXT records does it.
std::string joined_strings(Cursor& cursor, std::size_t end) {
    std::string text;
    while (!cursor.failed() && cursor.at() < end)
        text += cursor.bytes(cursor.octet());
    return text;
}

Mx read_mx(Cursor& cursor) {
    const auto preference = cursor.u16();
    return {preference, cursor.name()};
}

Srv read_srv(Cursor& cursor) {
    Srv srv;
    srv.priority = cursor.u16();
    srv.weight = cursor.u16();
    srv.port = cursor.u16();
    srv.target = cursor.name();
    return srv;
}

Soa read_soa(Cursor& cursor) {
    Soa soa;
    soa.primary = cursor.name();
    soa.hostmaster = cursor.name();
    for (auto* number : {&soa.serial, &soa.refresh, &soa.retry, &soa.expire, &soa.negative_ttl})
        *number = cursor.u32();
    return soa;
}

/// What is left of the record.
std::string rest(Cursor& cursor, std::size_t end) {
    return std::string(cursor.bytes(end - std::min(end, cursor.at())));
}

Tlsa read_tlsa(Cursor& cursor, std::size_t end) {
    Tlsa tlsa;
    tlsa.usage = cursor.octet();
    tlsa.selector = cursor.octet();
    tlsa.matching = cursor.octet();
    tlsa.digest = rest(cursor, end);
    return tlsa;
}

Caa read_caa(Cursor& cursor, std::size_t end) {
    Caa caa;
    caa.flags = cursor.octet();
    caa.tag = cursor.bytes(cursor.octet());
    caa.value = rest(cursor, end);
    return caa;
}

Ds read_ds(Cursor& cursor, std::size_t end) {
    Ds ds;
    ds.key_tag = cursor.u16();
    ds.algorithm = cursor.octet();
    ds.digest_type = cursor.octet();
    ds.digest = rest(cursor, end);
    return ds;
}

Dnskey read_dnskey(Cursor& cursor, std::size_t end) {
    Dnskey key;
    key.flags = cursor.u16();
    key.protocol = cursor.octet();
    key.algorithm = cursor.octet();
    key.key = rest(cursor, end);
    return key;
}

Rrsig read_rrsig(Cursor& cursor, std::size_t end) {
    Rrsig sig;
    sig.covers = cursor.u16();
    sig.algorithm = cursor.octet();
    sig.labels = cursor.octet();
    sig.original_ttl = cursor.u32();
    sig.expiration = cursor.u32();
    sig.inception = cursor.u32();
    sig.key_tag = cursor.u16();
    sig.signer = cursor.name();
    rest(cursor, end);
    return sig;
}

} // namespace

Data read_data(Cursor& cursor, Type type, std::size_t length) {
    const auto end = cursor.at() + length;
    switch (type) {
    case Type::a: return length == 4 ? address_text(cursor.bytes(4)) : std::string();
    case Type::aaaa: return length == 16 ? address_text(cursor.bytes(16)) : std::string();
    case Type::cname:
    case Type::dname:
    case Type::ns:
    case Type::ptr: return cursor.name();
    case Type::spf:
    case Type::txt: return joined_strings(cursor, end);
    case Type::mx: return read_mx(cursor);
    case Type::srv: return read_srv(cursor);
    case Type::soa: return read_soa(cursor);
    case Type::tlsa: return read_tlsa(cursor, end);
    case Type::caa: return read_caa(cursor, end);
    case Type::ds: return read_ds(cursor, end);
    case Type::dnskey: return read_dnskey(cursor, end);
    case Type::rrsig: return read_rrsig(cursor, end);
    }
    return {};
}

} // namespace fingerpost::resolve

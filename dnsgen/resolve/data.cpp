#include "resolve/data.hpp"

#include <algorithm>
#include <initializer_list>

namespace fingerpost::resolve {

namespace {

constexpr std::size_t string_max = 255; // RFC 1035 §3.3

std::string absolute(const std::string& name) {
    return name == "." ? name : name + '.';
}

std::string numbers(std::initializer_list<std::uint32_t> values) {
    std::string text;
    for (const auto value : values)
        text += std::to_string(value) + ' ';
    return text;
}

std::string hexadecimal(std::string_view octets) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        text += digits[octet / 16U];
        text += digits[octet % 16U];
    }
    return text;
}

/// Octets below `first` and above "~" as \DDD.
std::string escaped(std::string_view octets, unsigned char first) {
    std::string text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < first || octet >= 0x7f) {
            text += '\\';
            for (const int part : {octet / 100, octet / 10 % 10, octet % 10})
                text += static_cast<char>('0' + part);
        } else {
            if (c == '"' || c == '\\') text += '\\';
            text += c;
        }
    }
    return text;
}

std::string quoted(std::string_view octets) {
    return '"' + escaped(octets, ' ') + '"';
}

std::string strings(std::string_view joined) {
    auto text = quoted(joined.substr(0, string_max));
    for (std::size_t at = string_max; at < joined.size(); at += string_max)
        text += ' ' + quoted(joined.substr(at, string_max));
    return text;
}

/// One overload for each kind of data.
struct Writer {
    Type type;

    std::string operator()(const std::string& text) const {
        if (type == Type::txt || type == Type::spf) return strings(text);
        return type == Type::a || type == Type::aaaa ? text : absolute(text);
    }
    std::string operator()(const Mx& mx) const {
        return numbers({mx.preference}) + absolute(mx.host);
    }
    std::string operator()(const Srv& srv) const {
        return numbers({srv.priority, srv.weight, srv.port}) + absolute(srv.target);
    }
    std::string operator()(const Soa& soa) const {
        auto text = absolute(soa.primary) + ' ' + absolute(soa.hostmaster) + ' ' +
                    numbers({soa.serial, soa.refresh, soa.retry, soa.expire});
        return text + std::to_string(soa.negative_ttl);
    }
    std::string operator()(const Tlsa& tlsa) const {
        return numbers({tlsa.usage, tlsa.selector, tlsa.matching}) + hexadecimal(tlsa.digest);
    }
    std::string operator()(const Caa& caa) const {
        return numbers({caa.flags}) + escaped(caa.tag, '!') + ' ' + quoted(caa.value);
    }
    std::string operator()(const Ds& ds) const {
        return numbers({ds.key_tag, ds.algorithm, ds.digest_type}) + hexadecimal(ds.digest);
    }
    std::string operator()(const Dnskey& key) const {
        return numbers({key.flags, key.protocol, key.algorithm}) + "(" +
               std::to_string(key.key.size()) + " octets)";
    }
    std::string operator()(const Rrsig& sig) const {
        return numbers(
                   {sig.covers,
                    sig.algorithm,
                    sig.labels,
                    sig.original_ttl,
                    sig.expiration,
                    sig.inception,
                    sig.key_tag}
               ) +
               absolute(sig.signer);
    }
};

} // namespace

std::string presentation(Type type, const Data& data) {
    return std::visit(Writer{type}, data);
}

std::string_view name(Type type) {
    switch (type) {
    case Type::a: return "A";
    case Type::ns: return "NS";
    case Type::cname: return "CNAME";
    case Type::soa: return "SOA";
    case Type::ptr: return "PTR";
    case Type::mx: return "MX";
    case Type::txt: return "TXT";
    case Type::aaaa: return "AAAA";
    case Type::srv: return "SRV";
    case Type::dname: return "DNAME";
    case Type::ds: return "DS";
    case Type::rrsig: return "RRSIG";
    case Type::dnskey: return "DNSKEY";
    case Type::tlsa: return "TLSA";
    case Type::spf: return "SPF";
    case Type::caa: return "CAA";
    }
    return "?";
}

} // namespace fingerpost::resolve

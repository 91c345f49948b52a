#include "catalog/dkim.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "catalog/tag_list.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>

namespace fingerpost {

namespace {

constexpr std::size_t smallest_rsa = 1024; // RFC 8301 §3.2
constexpr std::size_t largest_rsa = 8192;  // what verifiers still take
constexpr std::size_t ed25519_octets = 32; // RFC 8032 §5.1.5

constexpr unsigned char integer = 0x02, bit_string = 0x03, sequence = 0x30;

Error wrong(std::string_view what) {
    return {Errc::unsupported, "a DKIM record like v=DKIM1; k=rsa; p=BASE64: " + std::string(what)};
}

/// What is inside the first element, which is taken away; none where it is of another kind or
/// longer than `der`.
std::optional<std::string_view> taken(std::string_view& der, unsigned char tag) {
    if (der.size() < 2 || static_cast<unsigned char>(der[0]) != tag) return std::nullopt;
    std::size_t size = static_cast<unsigned char>(der[1]);
    std::size_t head = 2;
    if (size >= 0x80) {
        const auto octets = size & 0x7f;
        if (octets < 1 || octets > 2 || der.size() < head + octets) return std::nullopt;
        size = 0;
        for (; head < 2 + octets; ++head)
            size = size << 8 | static_cast<unsigned char>(der[head]);
    }
    if (der.size() - head < size) return std::nullopt;
    const auto inside = der.substr(head, size);
    der.remove_prefix(head + size);
    return inside;
}

/// Of RSAPublicKey (RFC 8017 §A.1.1); 0 when it is none.
std::size_t rsa_bits(std::string_view key) {
    auto modulus = taken(key, integer);
    if (!modulus || !taken(key, integer) || !key.empty()) return 0;
    while (modulus->starts_with('\0'))
        modulus->remove_prefix(1);
    if (modulus->empty()) return 0;
    const auto first = static_cast<unsigned char>(modulus->front());
    return modulus->size() * 8 - static_cast<std::size_t>(std::countl_zero(first));
}

bool is_version(std::string_view value) {
    return value == "DKIM1";
}
bool is_key_type(std::string_view value) {
    return value == "rsa" || value == "ed25519";
}
bool is_anything(std::string_view) {
    return true;
}

bool has_sha256(std::string_view value) {
    const auto hashes = split_list(value, ':');
    return std::ranges::find(hashes, "sha256") != hashes.end();
}

bool are_all_of(std::string_view value, std::initializer_list<std::string_view> known) {
    const auto words = split_list(value, ':');
    return !words.empty() && std::ranges::all_of(words, [&](const std::string& word) {
        return std::ranges::find(known, word) != known.end();
    });
}

bool are_services(std::string_view value) {
    return are_all_of(value, {"*", "email", "tlsrpt"});
}
bool are_flags(std::string_view value) {
    return are_all_of(value, {"y", "s"});
}

constexpr std::array rules{
    TagRule{"v", is_version, "DKIM1"},
    TagRule{"k", is_key_type, "rsa or ed25519"},
    TagRule{"h", has_sha256, "a list with sha256 in it"},
    TagRule{"s", are_services, "*, email or tlsrpt"}, // RFC 8460 §3
    TagRule{"t", are_flags, "y or s"},
    TagRule{"n", is_anything, ""},
    TagRule{"p", is_anything, ""},
};

Result<void> check_tags(const TagList& list) {
    for (const auto& [name, value] : list.tags()) {
        const auto* const rule = std::ranges::find(rules, name, &TagRule::name);
        if (rule == rules.end()) return wrong("there is no tag " + name);
        if (!rule->accepts(value))
            return wrong("the tag " + name + " is " + std::string(rule->wanted));
    }
    if (!list.has("p")) return wrong("the tag p is missing");
    if (list.has("v") && list.tags().front().name != "v") return wrong("the tag v stands first");
    return {};
}

/// Of RSAPublicKey's inside.
std::optional<RsaKey> measured(std::string_view numbers) {
    const auto bits = rsa_bits(numbers);
    return bits == 0 ? std::nullopt : std::optional(RsaKey{numbers, bits});
}

} // namespace

std::optional<RsaKey> read_rsa_key(std::string_view der) {
    auto inside = taken(der, sequence);
    if (!inside || !der.empty()) return std::nullopt;
    if (inside->starts_with(static_cast<char>(integer))) return measured(*inside);
    if (!taken(*inside, sequence)) return std::nullopt;
    auto key = taken(*inside, bit_string);
    if (!key || !inside->empty() || !key->starts_with('\0')) return std::nullopt;
    key->remove_prefix(1);
    const auto numbers = taken(*key, sequence);
    return numbers && key->empty() ? measured(*numbers) : std::nullopt;
}

Result<DkimRecord> parse_dkim(std::string_view text) {
    auto list = TagList::parse(text);
    if (!list) return wrong(list.error().what);
    if (const auto checked = check_tags(*list); !checked) return checked.error();
    std::string key(list->get("p"));
    std::erase_if(key, [](char c) { return c == ' ' || c == '\t'; });
    list->set("p", key);
    DkimRecord record{list->str(), list->get("k") != "ed25519", 0};
    if (key.empty()) return record;
    const auto octets = base64_decoded(key);
    if (!octets) return wrong("p is not base64");
    if (!record.is_rsa) {
        if (octets->size() != ed25519_octets) return wrong("an Ed25519 key has 32 octets");
        record.bits = 8 * ed25519_octets;
        return record;
    }
    const auto rsa = read_rsa_key(*octets);
    if (!rsa) return wrong("p is no RSA public key");
    record.bits = rsa->bits;
    if (record.bits < smallest_rsa || record.bits > largest_rsa)
        return wrong(
            "an RSA key of " + std::to_string(record.bits) + " bits is not used; make one of 2048"
        );
    return record;
}

} // namespace fingerpost

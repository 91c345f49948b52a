#include "check/dkim_key.hpp"

#include "base/base64.hpp"
#include "base/text.hpp"
#include "catalog/dkim.hpp"
#include "check/placed_tags.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr std::size_t ed25519_octets = 32; // RFC 8032 §5.1.5
constexpr std::string_view base64_octets =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n";

bool lists(std::string_view value, std::string_view word) {
    const auto words = split_list(value, ':');
    return std::ranges::find(words, word) != words.end();
}

Result<void> read_public(const PlacedTag& tag, DkimKey& key) {
    const auto odd = tag.value.find_first_not_of(base64_octets);
    if (odd != tag.value.npos) return wrong_at(tag.at + odd, "what does not belong to base64");
    auto text = tag.value;
    std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; });
    if (text.empty()) return {}; // revoked
    const auto octets = base64_decoded(text);
    if (!octets) return wrong_at(tag.at, "base64 that was cut or put together wrongly");
    if (key.type == "rsa") {
        const auto rsa = read_rsa_key(*octets);
        if (!rsa) return wrong_at(tag.at, "no RSA public key");
        key.numbers = rsa->numbers;
        key.bits = rsa->bits;
        return {};
    }
    if (octets->size() != ed25519_octets) return wrong_at(tag.at, "an Ed25519 key has 32 octets");
    key.numbers = *octets;
    key.bits = 8 * octets->size();
    return {};
}

} // namespace

bool is_dkim(std::string_view text) {
    for (auto at = text.find('p'); at != text.npos; at = text.find('p', at + 1)) {
        const auto before = trimmed(text.substr(0, at));
        const bool begins = before.empty() || before.back() == ';' || before.back() == '"';
        if (begins && trimmed(text.substr(at + 1)).starts_with('=')) return true;
    }
    return text.starts_with("v=DKIM1");
}

Result<DkimKey> read_dkim(std::string_view text) {
    const auto tags = PlacedTags::read(text);
    if (!tags) return tags.error();
    const auto* const version = tags->find("v");
    if (version && (version != tags->all().data() || version->value != "DKIM1"))
        return wrong_at(version->at, "v is DKIM1 and stands first");
    DkimKey key;
    if (const auto* const type = tags->find("k")) {
        key.type = type->value;
        if (key.type != "rsa" && key.type != "ed25519")
            return wrong_at(type->at, "k is neither rsa nor ed25519");
    }
    key.testing = lists(tags->get("t"), "y");
    key.only_sha1 = tags->find("h") && !lists(tags->get("h"), "sha256");
    const auto* const shown = tags->find("p");
    if (!shown) return wrong_at(text.size(), "p is missing");
    if (const auto read = read_public(*shown, key); !read) return read.error();
    return key;
}

} // namespace fingerpost::check

#include "check/tlsa_record.hpp"

#include "protocol/digest.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr std::uint8_t authority = 2, end_entity = 3; // usages
constexpr std::uint8_t whole = 0, public_key = 1;     // selectors
constexpr std::uint8_t exact = 0, by_sha256 = 1, by_sha512 = 2;

bool matches(const resolve::Tlsa& tlsa, const probe::Certificate& certificate) {
    const auto& content = tlsa.selector == whole ? certificate.der : certificate.public_key;
    if (content.empty()) return false;
    if (tlsa.matching == exact) return tlsa.digest == content;
    const auto digest =
        tlsa.matching == by_sha256 ? protocol::sha256(content) : protocol::sha512(content);
    return tlsa.digest == digest;
}

} // namespace

std::string fault_of(const resolve::Tlsa& tlsa) {
    if (tlsa.usage > end_entity) return "there is no usage " + std::to_string(tlsa.usage);
    if (tlsa.usage < authority)
        return "usage " + std::to_string(tlsa.usage) + ", which mail servers pass over";
    if (tlsa.selector > public_key) return "there is no selector " + std::to_string(tlsa.selector);
    if (tlsa.matching > by_sha512)
        return "there is no matching type " + std::to_string(tlsa.matching);
    const std::size_t wanted = tlsa.matching == by_sha256 ? 32 : 64;
    if (tlsa.matching != exact && tlsa.digest.size() != wanted)
        return "a digest of " + std::to_string(tlsa.digest.size()) + " octets in place of " +
               std::to_string(wanted);
    if (is_of_nothing(tlsa)) return "the digest of nothing: whoever made it could not read the key";
    return {};
}

bool is_of_nothing(const resolve::Tlsa& tlsa) {
    static const auto short_digest = protocol::sha256({}), long_digest = protocol::sha512({});
    return tlsa.digest.empty() || tlsa.digest == short_digest || tlsa.digest == long_digest;
}

bool matches(
    const resolve::Tlsa& tlsa, const std::vector<probe::Certificate>& chain, std::string_view host
) {
    if (chain.empty() || !fault_of(tlsa).empty()) return false;
    if (tlsa.usage == end_entity) return matches(tlsa, chain.front());
    const auto is_named = [&](const auto& certificate) { return matches(tlsa, certificate); };
    return covers(chain.front(), host) && std::ranges::any_of(chain, is_named);
}

resolve::Tlsa tlsa_of(const probe::Certificate& certificate) {
    return {end_entity, public_key, by_sha256, protocol::sha256(certificate.public_key)};
}

} // namespace fingerpost::check

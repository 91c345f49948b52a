/// @file
/// DS records and the keys that they stand for.
/// Spec: RFC 4034 §5.1.4, appendix B; RFC 4509 (SHA-256), RFC 6605 §2 (SHA-384).
#pragma once

#include "resolve/data.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::check {

std::uint16_t key_tag(const resolve::Dnskey& key);

/// Whether the key may sign a zone's keys: a zone key of DNSSEC that is not revoked (RFC 4034
/// §2.1.1, RFC 5011 §2.1).
bool may_be_delegated_to(const resolve::Dnskey& key);

/// The DS record of a zone's key; none for a digest type we do not know.
std::optional<resolve::Ds>
make_ds(std::string_view zone, const resolve::Dnskey& key, std::uint8_t digest_type);

/// Whether the DS stands for the key. One of a digest type we do not know is believed its tag.
bool matches(const resolve::Ds& ds, std::string_view zone, const resolve::Dnskey& key);

} // namespace fingerpost::check

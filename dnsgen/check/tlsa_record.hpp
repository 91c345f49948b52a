/// @file
/// One TLSA record against one chain of certificates.
/// Spec: RFC 6698 §2.1, RFC 7671 §5, RFC 7672 §3.1.
#pragma once

#include "probe/certificate.hpp"
#include "resolve/data.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// What is wrong with its fields for a service that only DANE vouches for, or "".
std::string fault_of(const resolve::Tlsa& tlsa);

/// Whether its digest is that of nothing at all, as tools write it that could not read the key.
bool is_of_nothing(const resolve::Tlsa& tlsa);

/// Usage 3: the leaf, whatever its names and dates say. Usage 2: a certificate of the chain as it
/// was sent, whose leaf covers the host.
bool matches(
    const resolve::Tlsa& tlsa, const std::vector<probe::Certificate>& chain, std::string_view host
);

/// 3 1 1 of a certificate.
resolve::Tlsa tlsa_of(const probe::Certificate& certificate);

} // namespace fingerpost::check

/// @file
/// Reads a DNS message as the answer to one question. Only records of the name asked for, or of
/// the aliases that lead from it, count: c-ares' own parsers take any owner and drop the TTL.
/// Spec: RFC 1035 §4, RFC 2782 (SRV), RFC 6604 (the rcode is that of the last alias).
#pragma once

#include "resolve/answer.hpp"

#include <string_view>

namespace fingerpost::resolve {

inline constexpr int aliases_max = 16;

/// "Example.COM." → "example.com"; names are compared in this form.
std::string canonical_name(std::string_view name);

/// `message` comes from strangers. Failure::malformed for what is not the answer to this question.
Answer read_answer(std::string_view message, std::string_view name, Type type);

} // namespace fingerpost::resolve

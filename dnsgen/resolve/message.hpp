/// @file
/// Reads a DNS message as the answer to one question. Only records of the name asked for, or of
/// the aliases that lead from it, count: c-ares' own parsers take any owner and drop the TTL.
/// Spec: RFC 1035 §4, RFC 2308 §5 (negative answers), RFC 2782 (SRV), RFC 4035 §3.2.3 (AD), RFC
/// 6604 (the rcode is that of the last alias), RFC 6891 (OPT), RFC 8914 (extended errors).
#pragma once

#include "resolve/answer.hpp"

#include <string_view>

namespace fingerpost::resolve {

inline constexpr int aliases_max = 16;

/// "Example.COM." → "example.com"; names are compared in this form.
std::string canonical_name(std::string_view name);

/// Who sent a message, as far as that decides what it means.
struct Sender {
    bool authoritative = false; ///< asked without recursion: must know the name itself
    bool trusted = false;       ///< its AD counts
};

/// `message` comes from strangers. Failure::malformed for what is not the answer to this question,
/// and for one that holds records of other names only. `name` as it was sent: see
/// Answer::question_case.
Answer read_answer(std::string_view message, std::string_view name, Type type, Sender sender = {});

enum class Rcode : std::uint8_t {
    no_error = 0,
    form_error = 1,
    server_failure = 2,
    no_such_name = 3,
    not_implemented = 4,
    refused = 5
};

/// What decides whether the answer is to be fetched in another way.
struct Envelope {
    Rcode rcode = Rcode::no_error;
    bool truncated = false; ///< TC
    bool extended = false;  ///< there may be an OPT record
};
Envelope envelope_of(std::string_view message);

} // namespace fingerpost::resolve

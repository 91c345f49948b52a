/// @file
/// An SPF record that somebody has published, as receivers read it: by the grammar and nothing
/// else. What we publish ourselves goes through catalog/spf.hpp, which asks for more.
/// Spec: RFC 7208 §4.5, §4.6, §12.
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

enum class SpfKind { all, include, a, mx, ptr, ip4, ip6, exists, redirect, exp };

struct SpfTerm {
    SpfKind kind = SpfKind::all;
    char qualifier = '+';
    std::string text;    ///< as published
    std::string domain;  ///< with macros; "" where the record's own is meant
    std::string network; ///< octets, of ip4 and ip6
    int bits4 = 32;
    int bits6 = 128;
};

struct SpfRecord {
    std::vector<SpfTerm> terms; ///< mechanisms in their order, without modifiers
    std::string redirect;       ///< where there is one, with macros

    bool has_all() const;
};

/// Whether receivers take the text for SPF: others may stand beside it.
bool is_spf(std::string_view text);

/// The error says at which character: `character 8: "foo" is no term of SPF`.
Result<SpfRecord> read_spf(std::string_view text);

/// Whether it makes receivers look something up (§4.6.4).
bool looks_up(SpfKind kind);

} // namespace fingerpost::check

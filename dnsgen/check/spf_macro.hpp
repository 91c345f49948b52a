/// @file
/// Names in SPF that hold what is known of the mail: "%{ir}.%{v}._spf.%{d2}".
/// Spec: RFC 7208 §7.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::check {

/// What the letters stand for.
struct SpfMacros {
    std::string sender;    ///< s: "postmaster@example.com"
    std::string domain;    ///< d: of the record that is read
    std::string octets;    ///< i, v: of the address that sends
    std::string helo;      ///< h
    std::string validated; ///< p, or "unknown"
};

/// Whether every macro in it is well formed and of the letters that names may hold (§7.2).
bool is_macro_string(std::string_view text);

/// A macro string that ends like a name of two labels or more.
bool is_domain_spec(std::string_view text);

/// Whether it holds the macro of this letter.
bool has_macro(std::string_view text, char letter);

/// Whether the DNS can be asked for it: what macros make of a mail need be no name.
bool is_query_name(std::string_view name);

/// Of what is_macro_string(). In lower case; too long a name loses labels from its left (§7.3).
std::string expanded_name(std::string_view text, const SpfMacros& macros);

} // namespace fingerpost::check

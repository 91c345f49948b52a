/// @file
/// Small things done to strings. ASCII only: nothing here depends on the locale.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost {

std::string ascii_lower(std::string_view text);
bool ascii_iequals(std::string_view a, std::string_view b);

/// Without the blanks, tabs and line ends around it.
std::string_view trimmed(std::string_view text);

/// The parts between separators, trimmed; empty parts are left out.
std::vector<std::string> split_list(std::string_view text, char separator = ',');

/// Decimal digits only, within [min, max].
std::optional<std::int64_t> to_integer(std::string_view text, std::int64_t min, std::int64_t max);

/// `%41` → `A`; a `%` that no two hex digits follow stays. `+` stays `+`.
std::string percent_decoded(std::string_view text);

/// The decoded value of the first `key` in a query string ("a=1&b=2"), or none. A literal `+` is a
/// plus sign: mail addresses hold no blanks, and clients send them raw.
std::optional<std::string> query_value(std::string_view query, std::string_view key);

/// The same for keys that come in any letter case.
std::optional<std::string> query_value_any_case(std::string_view query, std::string_view key);

/// All pairs of a query string in their order: the key decoded, the value as sent.
std::vector<std::pair<std::string, std::string_view>> query_pairs(std::string_view query);

/// Letters, digits, "-._~" and what `also` holds stay, every other octet becomes %XX (RFC 3986
/// §2.1).
std::string percent_encoded(std::string_view text, std::string_view also = {});

/// Well-formed UTF-8 without overlong forms and surrogates (RFC 3629 §4).
bool is_utf8(std::string_view text);

/// Its words with one blank between them.
std::string one_line(std::string_view text);

/// The first characters of UTF-8, whole ones, `most` at the most.
std::string first_characters(std::string_view text, std::size_t most);

/// The tags of an Accept-Language header in lower case, the preferred one first; ten at most,
/// without "*" and what is refused (RFC 9110 §12.5.4).
std::vector<std::string> accepted_languages(std::string_view header);

/// The candidate nearest to `word` within two edits, or "".
std::string_view nearest(std::string_view word, const std::vector<std::string_view>& candidates);

} // namespace fingerpost

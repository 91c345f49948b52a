/// @file
/// A first look at XML from strangers, before RapidXML recurses into it: size, depth, characters,
/// no DOCTYPE, no entities beyond the five. And the characters XML may hold at all.
/// Spec: XML 1.0 §2.2 (Char), §4.6 (predefined entities).
#pragma once

#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost::protocol {

/// A declaration without an internal subset, as property lists have one, can be passed over.
enum class Doctype { refused, skipped };

/// Errc::bad_request names what is wrong and at which byte.
Result<void> scan_xml(std::string_view text, Doctype doctype);

/// Well-formed UTF-8 of characters that XML may hold.
bool is_xml_text(std::string_view text);

/// Every byte that is_xml_text() objects to replaced by U+FFFD.
std::string mended_xml_text(std::string_view text);

} // namespace fingerpost::protocol

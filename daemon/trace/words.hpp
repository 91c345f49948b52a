/// @file
/// Small questions that the readers of documents have in common.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string_view>

namespace fingerpost::trace {

/// Whether `word` is one of the words that blanks separate.
bool has_word(std::string_view words, std::string_view word);

/// "text/xml; charset=utf-8" → "text/xml", lower case.
std::string media_type(std::string_view content_type);

/// The types that a browser engine reads as XML. Errc::bad_request names the other type.
Result<void> check_xml_type(std::string_view content_type);

Result<std::uint16_t> read_port(std::string_view text);

/// `host` itself, lower case, when it is a host name or an address.
Result<std::string> read_host(std::string_view host);

Error refusal(std::string what);

} // namespace fingerpost::trace

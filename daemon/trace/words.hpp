/// @file
/// Small questions that the readers of documents have in common.
#pragma once

#include "base/error.hpp"
#include "protocol/xml.hpp"

#include <cstdint>
#include <string_view>

namespace fingerpost::trace {

/// Whether `word` is one of the words that blanks separate.
bool has_word(std::string_view words, std::string_view word);

/// "text/xml; charset=utf-8" → "text/xml", lower case.
std::string media_type(std::string_view content_type);

/// The document, for a client that looks at the type (`xml_type`) only of the types that a browser
/// engine reads as XML. Errc::bad_request names the other type.
Result<protocol::XmlElement>
read_xml(bool xml_type, std::string_view content_type, std::string_view document);

Result<std::uint16_t> read_port(std::string_view text);

/// `host` itself, lower case, when it is a host name or an address.
Result<std::string> read_host(std::string_view host);

Error refusal(std::string what);

} // namespace fingerpost::trace

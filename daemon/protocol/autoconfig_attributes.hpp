/// @file
/// What an Autoconfig document says beyond its servers, read as attributes of the provider.
/// Spec: draft-ietf-mailmaint-autoconfig; format 1.1 for <enable> and <webMail>.
#pragma once

#include "catalog/attribute.hpp"
#include "protocol/xml.hpp"

#include <string>
#include <vector>

namespace fingerpost::protocol {

/// Whether read_attributes() reads this child of the root or of <emailProvider>.
bool holds_attributes(const XmlElement& element);

/// Rows that to_attribute() takes, each once. What cannot be one goes to `not_kept`, a sentence
/// each.
std::vector<AttributeRow>
read_attributes(const XmlElement& root, std::vector<std::string>& not_kept);

} // namespace fingerpost::protocol

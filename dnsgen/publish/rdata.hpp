/// @file
/// What the values of RRsets mean to each other.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::publish {

/// Equal for values that every reader takes for the same: the strings of a TXT record are joined,
/// except where each is a pair of its own (RFC 6763 §6.1).
std::string meaning(std::string_view type, std::string_view value);

/// "v=spf1" for what may stand only once at a name, "" for everything else.
std::string_view singleton(std::string_view owner, std::string_view type, std::string_view value);

/// Whether an RRset of this type says one thing as a whole, so that values of others change it.
bool is_exclusive(std::string_view type);

/// The name that an SRV, MX or CNAME record leads to, with the final dot; "" for all others and
/// for ".".
std::string_view target(std::string_view type, std::string_view value);

} // namespace fingerpost::publish

/// @file
/// The lines of a zone file.
/// Spec: RFC 1035 §5.1.
#pragma once

#include "format/output.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::format {

/// `text` and at least one blank, to `width` in all.
void append_padded(std::string& out, std::string_view text, std::size_t width);

void append_number(std::string& out, std::uint32_t number);

/// `autoconfig  3600 IN CNAME www.example.net.`, without the TTL where none is given.
void append_line(
    std::string& out,
    const zone::Record& record,
    std::string_view owner,
    std::optional<std::uint32_t> ttl
);

/// Each record with its full name and its TTL.
std::string lines(const zone::Records& records);
Result<void> add_lines(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format

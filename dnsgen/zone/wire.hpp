/// @file
/// Records compared as DNS compares them, and the home of ldns. ldns takes a port of 70000, a
/// relative name and odd hexadecimal digits without a word, so everything is checked here first.
/// Spec: RFC 1035 §3.1, §4.1.4, §5.1, RFC 4034 §6.2.
#pragma once

#include "base/error.hpp"
#include "zone/record.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost::zone {

/// The record in the one spelling: names and type absolute and in the letter case of RFC 4034 §6.2,
/// numbers and strings as ldns writes them. Names that lack the final dot are below `origin`, "@"
/// is it; without an origin they are refused. Errc::bad_request says which field is wrong.
Result<Record> normalised(const Record& record, std::string_view origin = {});

/// "owner TYPE data" of normalised(): equal for the same record. Without the TTL, which belongs to
/// the RRset.
Result<std::string> canonical(const Record& record);

/// A record as it stands in messages, names uncompressed (RFC 1035 §3.2.1).
struct Wire {
    std::uint16_t type;
    std::string owner;
    std::string data;
};

/// Of normalised().
Result<Wire> wire(const Record& record);

/// Whether both are well-formed and the same record, whatever their TTLs.
bool same(const Record& a, const Record& b);

/// A record as messages hold it, its names uncompressed.
struct WireRecord {
    std::string owner;
    std::uint16_t type = 0;
    std::uint32_t ttl = 0;
    std::string data;
};

/// The octets of normalised().
Result<WireRecord> to_wire(const Record& record);

/// The record that begins at `at` of a message, as normalised() writes it; `at` moves behind it.
/// Data that no text of ldns gives again stands as `\# length hex` (RFC 3597 §5), which
/// normalised() refuses where it knows the type. Errc::bad_request for octets that are no record of
/// class IN.
Result<Record> from_wire(std::string_view message, std::size_t& at);

/// An absolute name, in lower case.
Result<std::string> name_to_wire(std::string_view name);
Result<std::string> name_from_wire(std::string_view message, std::size_t& at);

/// Of types of data and of questions, "AXFR"; 0 for what is no type.
std::uint16_t type_number(const std::string& name);
std::string type_name(std::uint16_t type);

} // namespace fingerpost::zone

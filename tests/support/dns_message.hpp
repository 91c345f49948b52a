/// @file
/// DNS messages as a server writes them, for tests.
#pragma once

#include "resolve/answer.hpp"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace fingerpost::test {

inline std::string be16(unsigned value) {
    return {static_cast<char>(value >> 8U), static_cast<char>(value & 0xFFU)};
}

inline std::string be32(unsigned long value) {
    return be16(static_cast<unsigned>(value >> 16U)) + be16(value & 0xFFFFU);
}

/// "example.com" without compression; "." is the root.
inline std::string wire_name(std::string_view name) {
    std::string wire;
    while (!name.empty() && name != ".") {
        const auto label = name.substr(0, name.find('.'));
        wire += static_cast<char>(label.size());
        wire += label;
        name.remove_prefix(std::min(name.size(), label.size() + 1));
    }
    return wire + '\0';
}

struct WireRecord {
    std::string_view owner;
    resolve::Type type;
    std::string data;
    unsigned long ttl = 300;
};

inline std::string wire_srv(unsigned priority, unsigned weight, unsigned port, const char* target) {
    return be16(priority) + be16(weight) + be16(port) + wire_name(target);
}

inline constexpr unsigned authoritative_response = 0x8400;

inline std::string wire_record(const WireRecord& record) {
    return wire_name(record.owner) + be16(static_cast<unsigned>(record.type)) + be16(1) +
           be32(record.ttl) + be16(static_cast<unsigned>(record.data.size())) + record.data;
}

/// The answer to a question, with `flags` and rcode as in the header.
inline std::string wire_answer(
    std::string_view name,
    resolve::Type type,
    std::initializer_list<WireRecord> records,
    unsigned flags = authoritative_response
) {
    auto wire = be16(0) + be16(flags) + be16(1) + be16(static_cast<unsigned>(records.size())) +
                be32(0) + wire_name(name) + be16(static_cast<unsigned>(type)) + be16(1);
    for (const auto& record : records)
        wire += wire_record(record);
    return wire;
}

inline std::string
wire_soa(const char* primary, const char* hostmaster, std::uint32_t negative_ttl) {
    return wire_name(primary) + wire_name(hostmaster) + be32(2026112201) + be32(7200) + be32(900) +
           be32(1209600) + be32(negative_ttl);
}

/// One more record in the authority section; before with_opt().
inline std::string with_authority(std::string message, const WireRecord& record) {
    ++message[9];
    return message + wire_record(record);
}

/// An option of an OPT record: an extended error (RFC 8914 §2).
inline std::string wire_extended_error(unsigned code, std::string_view text) {
    return be16(15) + be16(static_cast<unsigned>(2 + text.size())) + be16(code) + std::string(text);
}

/// With an OPT record (RFC 6891 §6.1.2).
inline std::string
with_opt(std::string message, std::string_view options = {}, unsigned rcode_high = 0) {
    ++message[11];
    return message + '\0' + be16(41) + be16(1232) + be32(rcode_high << 24U) +
           be16(static_cast<unsigned>(options.size())) + std::string(options);
}

} // namespace fingerpost::test

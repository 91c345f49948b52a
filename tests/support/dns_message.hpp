/// @file
/// DNS messages as a server writes them, for tests.
#pragma once

#include "resolve/answer.hpp"

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
        wire += wire_name(record.owner) + be16(static_cast<unsigned>(record.type)) + be16(1) +
                be32(record.ttl) + be16(static_cast<unsigned>(record.data.size())) + record.data;
    return wire;
}

} // namespace fingerpost::test

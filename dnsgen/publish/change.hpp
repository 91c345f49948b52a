/// @file
/// One step of a plan: what happens to one RRset, and why.
#pragma once

#include "zone/rrset.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::publish {

enum class ChangeKind : std::uint8_t {
    create,   ///< there is no such RRset yet
    update,   ///< values or the TTL change
    remove,   ///< the RRset goes
    none,     ///< as it should be
    foreign,  ///< holds values that somebody else published, which stay
    conflict, ///< cannot be published beside what somebody else published
    unknown   ///< nobody answered: nothing is changed
};
std::string_view name(ChangeKind kind);

struct Change {
    ChangeKind kind = ChangeKind::none;
    zone::RRset before; ///< as observed; no values: there is none
    zone::RRset after;  ///< what shall be there, values of others included; no values: gone
    std::string why;    ///< one sentence for the admin

    const std::string& owner() const { return before.owner.empty() ? after.owner : before.owner; }
    const std::string& type() const { return before.type.empty() ? after.type : before.type; }
    /// Whether anything has to be sent.
    bool acts() const {
        return kind == ChangeKind::create || kind == ChangeKind::update ||
               kind == ChangeKind::remove;
    }
    bool operator==(const Change&) const = default;
};

/// By owner, then type.
using Changes = std::vector<Change>;

} // namespace fingerpost::publish

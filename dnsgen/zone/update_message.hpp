/// @file
/// Changes to a zone as one message to its primary: all or nothing, and only if all that is
/// demanded holds. Spec: RFC 2136 §2.
#pragma once

#include "base/error.hpp"
#include "zone/rrset.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace fingerpost::zone {

/// What must hold, and the rcode of the server where it does not (RFC 2136 §2.4).
enum class Demand : std::uint8_t {
    rrset_is,     ///< exactly these values; NXRRSET
    rrset_exists, ///< with whatever values; NXRRSET
    rrset_absent, ///< YXRRSET
    name_used,    ///< NXDOMAIN
    name_free     ///< nothing at the name itself; YXDOMAIN
};

/// RFC 2136 §2.5
enum class Edit : std::uint8_t {
    add,           ///< the values
    remove_values, ///< these and no others
    remove_rrset
};

/// Owner and type are read wherever they matter, values and TTL only by what needs them.
struct Update {
    struct Demanded {
        Demand demand;
        RRset set;
    };
    struct Edited {
        Edit edit;
        RRset set;
    };
    std::string zone; ///< absolute
    std::vector<Demanded> demands = {};
    std::vector<Edited> edits = {}; ///< in this order
};

/// Errc::bad_request names what cannot be written or lies outside the zone; Errc::unsupported: more
/// than fits into a message with its signature.
Result<std::string> write_update(std::uint16_t id, const Update& update);

} // namespace fingerpost::zone

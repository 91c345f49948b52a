/// @file
/// What all SRV records of services have in common: order, what cannot be a target, and how a
/// service is denied.
/// Spec: RFC 2782.
#pragma once

#include "zone/zone.hpp"

#include <span>

namespace fingerpost::zone {

struct SrvName {
    std::string_view label; ///< "_imaps._tcp"
    Reason offered;
    Reason denied; ///< for the record that denies it
};

struct SrvTarget {
    const SrvName* name; ///< one of the names handed to add_srv()
    std::string_view
        host; ///< may hold %EMAILDOMAIN%; "": the service is there, but must not be listed
    std::uint16_t port;
};

/// The records of related names. `targets` stand in the operator's order, preferred first; their
/// priorities are 0, 10, 20 … across the names. A name without any target is denied with ".".
void add_srv(
    const Subject& subject,
    std::span<const SrvName> names,
    std::span<const SrvTarget> targets,
    Records& records
);

} // namespace fingerpost::zone

/// @file
/// What the operator of a BIND adds to its configuration so that we may change the records of some
/// names, and nothing else.
/// Spec: BIND 9.18 Administrator Reference Manual, "update-policy"; RFC 2136 §3.3.
#pragma once

#include "zone/record.hpp"
#include "zone/tsig_key.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::publish {

struct BindZone {
    std::string name;      ///< without the final dot
    zone::Records records; ///< what we would publish in it
};

struct BindSetup {
    std::string key_name = "fingerpost";
    std::vector<std::string> secondaries = {}; ///< addresses that transfer the zones
    std::vector<BindZone> zones;
};

/// `grant "fingerpost" name "_dmarc.example.com." TXT;`, one line a name. Names of services share
/// one grant for all below `_tcp`; a host may be an address or an alias.
std::vector<std::string> grants(std::string_view key_name, const zone::Records& records);

/// named.conf statements with comments that say where each goes; named-checkconf accepts them.
std::string bind_setup(const BindSetup& setup);

} // namespace fingerpost::publish

/// @file
/// The name servers of a zone, as the settings name them.
#pragma once

#include "base/error.hpp"

#include <string>
#include <vector>

namespace fingerpost::zone {

struct NameServer {
    std::string name;                   ///< as parse_domain() gives it
    std::vector<std::string> addresses; ///< needed where the name lies inside the zone
};

/// Reads "ns1.example.com" and "ns1.example.com=192.0.2.1"; a name given again gets one more
/// address. The order stays: the first is the zone's primary.
Result<std::vector<NameServer>> parse_name_servers(const std::vector<std::string>& words);

} // namespace fingerpost::zone

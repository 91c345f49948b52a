/// @file
/// Scripts for nsupdate, which is given the server and the key: nsupdate -v -k KEY FILE.
/// Spec: RFC 2136.
#pragma once

#include "format/output.hpp"

namespace fingerpost::format {

/// One update of the zone: values that go, then values that come. What is not named stays.
void append_update(
    Output& out, std::string_view zone, const zone::Records& gone, const zone::Records& come
);

Result<void> add_nsupdate(Output& out, const Domain& domain, const Settings& settings);

} // namespace fingerpost::format

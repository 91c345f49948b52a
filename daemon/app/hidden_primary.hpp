/// @file
/// What the settings say of zones of our own, for the files of `dns export` and for the name
/// servers that take them from us.
#pragma once

#include "app/settings.hpp"
#include "primary/settings.hpp"

#include <vector>

namespace fingerpost::app {

zone::ZoneSettings zone_settings(const Settings& settings);

/// Reads the file of keys; Errc::bad_request says what is wrong with it.
Result<primary::Settings> primary_settings(const Settings& settings);

std::vector<primary::Endpoint> endpoints_of(const std::vector<http::Endpoint>& endpoints);

} // namespace fingerpost::app

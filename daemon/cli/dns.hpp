/// @file
/// What the verbs of `dns` share: the records of a domain by the settings in force.
#pragma once

#include "app/settings.hpp"
#include "catalog/catalog.hpp"
#include "zone/zone.hpp"

#include <string>

namespace fingerpost::cli {

zone::HostSettings host_settings(const app::Settings& settings);

/// Errc::not_found when nobody serves the domain.
Result<zone::Records>
desired_records(const Catalog& catalog, const std::string& domain, const zone::HostSettings& host);

} // namespace fingerpost::cli

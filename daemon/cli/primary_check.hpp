/// @file
/// What would keep name servers from taking zones from us.
#pragma once

#include "app/configuration.hpp"

#include <vector>

namespace fingerpost::cli {

/// Reads the file of keys; none while we listen for no name servers.
std::vector<app::Problem> primary_problems(const app::Settings& settings);

} // namespace fingerpost::cli

/// @file
/// What is wrong, or soon will be, with the certificate that profiles are signed with.
#pragma once

#include "app/configuration.hpp"

#include <vector>

namespace fingerpost::cli {

/// Reads the files of the settings; none when profiles are not signed. `now` is seconds since
/// 1970.
std::vector<app::Problem> signer_problems(const app::Settings& settings, std::int64_t now);

} // namespace fingerpost::cli

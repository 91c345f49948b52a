/// @file
/// The files that TSIG keys are kept in, as zone::parse_key_file() reads them.
#pragma once

#include "base/error.hpp"

#include <string>

namespace fingerpost::app {

/// No more of it than shows that it is too long. Error::what is only the system's reason.
Result<std::string> read_key_file(const std::string& path);

} // namespace fingerpost::app

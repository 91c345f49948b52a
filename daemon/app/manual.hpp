/// @file
/// The manual page of the configuration file, written from the table of settings.
#pragma once

#include <string>

namespace fingerpost::app {

/// fingerpost.conf(5), in the man(7) macros.
std::string manual();

} // namespace fingerpost::app

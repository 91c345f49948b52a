/// @file
/// The engine's state as text: a line for each alert, group and window, fields with a blank
/// between.
#pragma once

#include "alert/state.hpp"
#include "base/error.hpp"

#include <string>
#include <string_view>

namespace fingerpost::alert {

std::string to_text(const State& state);

/// Alerts of rules that this version does not have are left out. Errc::bad_request names the line
/// that cannot be read.
Result<State> parse_state(std::string_view text);

} // namespace fingerpost::alert

/// @file
/// What `fingerpost trace` prints: the steps, the settings, the conclusion.
#pragma once

#include "trace/walk.hpp"

#include <boost/json/value.hpp>

#include <string>

namespace fingerpost::cli {

/// Whole lines; nothing in them steers the terminal.
std::string trace_text(const trace::Client& client, const Address& who, const trace::Trace& seen);

boost::json::value
trace_json(const trace::Client& client, const Address& who, const trace::Trace& seen);

} // namespace fingerpost::cli

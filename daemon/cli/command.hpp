/// @file
/// The command line: from what was typed to the verb that does it. Home of CLI11, which no other
/// file includes: it costs five seconds of compiling.
#pragma once

#include "cli/verb.hpp"

#include <span>
#include <string>
#include <vector>

namespace fingerpost::cli {

/// Runs what argv says, on the process's own streams and environment. The third wall: an exception
/// becomes a message and exit_error.
int run(int argc, char** argv);

/// `words` are without the program's name.
int run(std::span<const Verb* const> verbs, const std::vector<std::string>& words, Io& io);

} // namespace fingerpost::cli

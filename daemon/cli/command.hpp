/// @file
/// The command line: one verb a file, and the table of them in command.cpp.
#pragma once

namespace fingerpost::cli {

/// Runs what argv says. Exit codes: 0 ok, 1 error, 2 warning, 3 critical, 4 unknown.
int run(int argc, char** argv);

} // namespace fingerpost::cli

/// @file
/// Another program, run to its end: without a shell, with none of our descriptors, signals or
/// environment, for so long at most. Any thread may call it; it blocks.
#pragma once

#include "base/error.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace fingerpost {

struct ProgramEnd {
    int exit_code = 0;
    std::string output; ///< of both streams; what goes beyond program_output_max is dropped
};

inline constexpr std::size_t program_output_max = 64 * 1024; ///< octets

/// `command[0]` is an absolute path. Errc::bad_request when it is none, Errc::not_found when it
/// cannot be started, Errc::timeout when it and its children had to be killed, Errc::upstream when
/// a signal ended it. Arguments can be seen by every user of the machine: no secrets.
Result<ProgramEnd>
run_program(const std::vector<std::string>& command, std::chrono::milliseconds longest);

} // namespace fingerpost

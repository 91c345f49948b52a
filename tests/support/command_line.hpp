/// @file
/// Running a command line in the test's own process, in a world of given files.
#pragma once

#include "cli/command.hpp"
#include "cli/verbs.hpp"

#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace fingerpost::test {

struct Said {
    int code = -1;
    std::string out;
    std::string err;
};

using Files = std::map<std::string, std::string>;

inline app::Environment world_of(const Files& files) {
    app::Environment environment;
    environment.read_file = [files](const std::string& path) -> Result<std::string> {
        const auto found = files.find(path);
        if (found == files.end()) return Error{Errc::not_found, "no such file"};
        return found->second;
    };
    return environment;
}

inline Said
run(std::span<const cli::Verb* const> verbs,
    const std::vector<std::string>& words,
    const Files& files = {}) {
    std::ostringstream out;
    std::ostringstream err;
    cli::Io io{out, err, world_of(files)};
    const int code = cli::run(verbs, words, io);
    return {code, out.str(), err.str()};
}

} // namespace fingerpost::test

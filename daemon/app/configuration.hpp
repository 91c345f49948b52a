/// @file
/// The configuration in force: which file is read, what the command line adds, where each value
/// comes from, and all that is wrong with it.
#pragma once

#include "app/settings.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::app {

/// What reading a configuration asks of the world.
struct Environment {
    std::string fingerpost_conf; ///< $FINGERPOST_CONF, or ""
    std::string automx2_conf;    ///< $AUTOMX2_CONF, or ""
    std::string home;            ///< $HOME, or ""
    /// A file's first bytes, enough for parse_ini() to refuse one too large. Errc::not_found: no
    /// such file; Errc::bad_request: it cannot be read, and why.
    std::function<Result<std::string>(const std::string& path)> read_file;

    static Environment of_process();
};

/// What the command line says.
struct CommandLine {
    std::string file;                                           ///< --config; "": search for it
    std::vector<std::pair<std::string, std::string>> overrides; ///< key of the table, value
};

struct Problem {
    log::Level level = log::Level::error; ///< error, warning, or info for a mere note
    std::string what;                     ///< `file:line: …`
};

/// One setting as it is in force.
struct Effective {
    const Setting* setting = nullptr; ///< a row of the table
    std::string value;                ///< as written
    std::string origin; ///< "default", "automx2's default", "file:line", "command line"

    std::string shown() const; ///< the value without its secret
};

struct Configuration {
    Settings settings;                ///< where a value was refused, the default
    std::string file;                 ///< "" when none was read
    std::string section;              ///< "fingerpost", "automx2", or "" when none was read
    std::vector<Effective> effective; ///< in the table's order
    std::vector<Problem> problems;    ///< in the order found

    bool usable() const; ///< without an error among the problems
};

/// Never fails: what is wrong is in the problems.
Configuration read_configuration(const Environment& environment, const CommandLine& line = {});

/// The keys that differ and of which SIGHUP cannot apply the change.
std::vector<std::string_view>
waiting_for_restart(const Configuration& running, const Configuration& fresh);

} // namespace fingerpost::app

/// @file
/// What a verb of the command line is. A verb file holds tables of its options and a plain
/// function; it knows nothing of the library that parses the line (command.cpp).
#pragma once

#include "app/configuration.hpp"

#include <iosfwd>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::cli {

/// What run() returns. A usage error is an error too.
enum Exit : int {
    exit_ok = 0,
    exit_error = 1,
    exit_warning = 2,
    exit_critical = 3,
    exit_unknown = 4
};

struct Option {
    std::string_view name;  ///< "json": without the dashes
    std::string_view value; ///< what its value is called, "FILE"; "": a switch without one
    std::string_view help;
    bool required = false;
    bool repeated = false; ///< may be given more than once
};

struct Positional {
    std::string_view name; ///< "DOMAIN"
    std::string_view help;
    bool required = true;
    bool repeated = false; ///< takes all the words that follow; CLI11 makes two of "[a,b]"
};

/// What was typed, by the names of the verb's tables.
class Arguments {
public:
    app::CommandLine line; ///< --config and the settings that were overridden

    bool has(std::string_view name) const { return values_.contains(name); }
    std::string get(std::string_view name) const; ///< the first value, or ""
    std::vector<std::string> all(std::string_view name) const;
    void set(std::string_view name, std::vector<std::string> values);

private:
    std::map<std::string, std::vector<std::string>, std::less<>> values_;
};

/// The world as a verb sees it: handed in, so that verbs are tested in-process.
struct Io {
    std::ostream& out;
    std::ostream& err;
    app::Environment environment;
    bool terminal = false; ///< whether somebody watches io.err: long work shows how far it is
};

/// One row of the table in verbs.cpp.
struct Verb {
    /// "config check"; the row "config" gives the summary of the group, and may itself be one.
    std::string_view path;
    std::string_view summary;
    std::span<const Option> options = {};
    std::span<const Positional> positionals = {};
    std::string_view details = "";               ///< what the help adds, lines of 78 at most
    std::string_view examples = "";              ///< whole command lines, one a line
    int (*run)(const Arguments&, Io&) = nullptr; ///< gives an Exit; null: a group
};

/// For every verb whose output is structured.
inline constexpr Option json_option{"json", "", "write JSON"};

/// The configuration in force. What makes it unusable is printed on io.err; a verb then ends with
/// exit_error. Warnings are left to `config check` and the daemon's log.
app::Configuration configuration_in_force(const Arguments& arguments, Io& io);

} // namespace fingerpost::cli

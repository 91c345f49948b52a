/// @file
/// INI files as Python's ConfigParser reads them, which is what automx2 reads its own with: the
/// same file means the same to both. Where ConfigParser stops at the first mistake, all are told.
#pragma once

#include "base/error.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::app {

struct IniEntry {
    std::string value; ///< as written, before interpolation; continuation lines after '\n'
    int line = 0;
};

struct IniSection {
    int line = 0;
    std::map<std::string, IniEntry, std::less<>> entries; ///< by key, lower case
};

struct IniProblem {
    int line = 0; ///< 0: the file as a whole
    std::string what;
};

struct Ini {
    std::map<std::string, IniSection, std::less<>> sections; ///< by name, [DEFAULT] among them
    std::vector<IniProblem> problems;

    /// Null when there is none.
    const IniSection* section(std::string_view name) const;

    /// The section's entry, or else that of [DEFAULT]; null when neither has one.
    const IniEntry* find(const IniSection& section, std::string_view key) const;

    /// The value with `%(name)s` replaced from the section or [DEFAULT], and `%%` by `%`.
    /// Errc::bad_request for any other `%`, unknown names, and names that lead in a circle.
    Result<std::string> value(const IniSection& section, const IniEntry& entry) const;
};

/// 256 KiB of UTF-8 at most.
Ini parse_ini(std::string_view text);

} // namespace fingerpost::app

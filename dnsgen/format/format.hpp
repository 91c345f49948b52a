/// @file
/// The table of formats that records are written in. A new one is a pair of files here and a row
/// in format.cpp.
#pragma once

#include "format/output.hpp"
#include "format/seal.hpp"

#include <span>
#include <string>
#include <string_view>

namespace fingerpost::format {

struct Format {
    std::string_view name; ///< "bind-zone"
    std::string_view purpose;
    std::string_view file; ///< "db.*": one file a domain, whose name stands for the star
    Comment comment;
    Result<void> (*add)(Output& out, const Domain& domain, const Settings& settings);
    void (*begin)(Output& out, const Settings& settings) = nullptr; ///< of a file for many domains
    bool has_serial = false; ///< see serial_of(): it rises with each change
    bool has_records = true; ///< else it only lists domains

    bool is_for_one() const { return file.find('*') != file.npos; }
    std::string file_of(std::string_view domain) const;
};
std::span<const Format> formats();

/// Null when there is none of this name.
const Format* find_format(std::string_view name);

/// One domain's text alone.
Result<Output> write(const Format& format, const Domain& domain, const Settings& settings = {});

} // namespace fingerpost::format

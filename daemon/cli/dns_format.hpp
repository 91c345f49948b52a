/// @file
/// The options that choose a format, for all verbs of `dns` that write records.
#pragma once

#include "app/settings.hpp"
#include "cli/verb.hpp"
#include "format/format.hpp"

namespace fingerpost::cli {

inline constexpr Option format_option{
    "format", "FORMAT", "one of those that `fingerpost dns formats` lists"};
inline constexpr Option panel_option{
    "panel", "WORDS", "for the format panel, see `fingerpost dns formats`: \"quoted,no-root\""};
inline constexpr Option template_option{
    "template", "PROVIDER/SERVICE", "the ids for the format domain-connect"};

struct ChosenFormat {
    const format::Format* format;
    format::Settings with; ///< without a folder and a serial
};

/// Errc::bad_request lists what there is.
Result<ChosenFormat>
chosen_format(std::string_view name, const Arguments& arguments, const app::Settings& settings);

/// What the format could not hold, one a line.
void write_notes(const std::vector<std::string>& notes, Io& io);

} // namespace fingerpost::cli

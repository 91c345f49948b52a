/// @file
/// What a DNS provider's web form wants in its fields. Every provider's is different.
#pragma once

#include "base/error.hpp"

#include <span>
#include <string_view>

namespace fingerpost::format {

enum class Apex { at, name, empty };

struct PanelSettings {
    bool absolute = false;   ///< owners in full instead of relative to the domain
    Apex apex = Apex::at;    ///< how the domain itself is written
    bool quoted = false;     ///< text in quotes
    bool split_text = false; ///< text over 255 octets as several strings, which takes quotes
    bool final_dot = true;   ///< after names in full
    bool root_target = true; ///< whether the form takes "." as a target
};

/// A word of the option --panel.
struct PanelWord {
    std::string_view word;
    std::string_view purpose;
    void (*set)(PanelSettings& settings);
};
std::span<const PanelWord> panel_words();

/// Reads "absolute,quoted". Errc::bad_request lists the words there are.
Result<PanelSettings> parse_panel(std::string_view words);

} // namespace fingerpost::format

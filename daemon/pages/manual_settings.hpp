/// @file
/// What a person types into a program by hand: the same settings that documents tell.
#pragma once

#include "catalog/account_settings.hpp"
#include "pages/texts.hpp"

#include <string>
#include <vector>

namespace fingerpost::pages {

struct ManualSettings {
    struct Line {
        Text label;
        std::string value;
    };
    Text title; ///< of the service
    std::vector<Line> lines;
};

/// The servers told, in their order, then calendars, contacts, files and filters.
std::vector<ManualSettings> manual_settings(const AccountSettings& settings, Language language);

/// All of it as plain text to send to somebody.
std::string manual_text(const AccountSettings& settings, Language language);

/// The same as an HTML document of its own, to attach or to print.
std::string manual_document(const AccountSettings& settings, Language language);

} // namespace fingerpost::pages

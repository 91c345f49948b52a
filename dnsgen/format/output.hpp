/// @file
/// What writers of formats are given, and what they append to.
#pragma once

#include "format/panel_settings.hpp"
#include "format/zone_file.hpp"
#include "zone/record.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::format {

struct Domain {
    std::string_view name;        ///< as parse_domain() gives it
    const zone::Records& records; ///< sorted, all inside the domain
};

/// Of a Domain Connect template: the operator's own, agreed on with DNS providers.
struct TemplateSettings {
    std::string provider = "PROVIDER-ID"; ///< "hosting.example"
    std::string service = "SERVICE-ID";   ///< "mail"
};

struct Settings {
    ZoneSettings zone;
    std::string folder; ///< where the zone files lie, as a name server sees it; "": its own
    PanelSettings panel;
    TemplateSettings domain_connect;
};

struct Output {
    std::string text;
    std::vector<std::string> notes; ///< what the reader must know: one sentence each
};

/// Tells of a record that the format has no form for; also in the text, where `comment` begins a
/// comment of its language.
void leave_out(
    Output& out, std::string_view comment, const zone::Record& record, std::string_view why
);

} // namespace fingerpost::format

#include "format/catalog_zone.hpp"

#include "format/lines.hpp"
#include "zone/catalog_zone.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::format {

void begin_catalog_zone(Output& out, const Settings& settings) {
    // RFC 9432 §4.1: a zone like any other, whose SOA and NS nobody asks for
    out.text += "@ 0 IN SOA invalid. invalid. (\n        ";
    append_padded(out.text, std::to_string(settings.zone.serial), 11);
    out.text += "; serial\n        3600 600 2147483646 0 )\n"
                "@ 0 IN NS invalid.\n"
                "version 0 IN TXT \"2\"\n";
}

Result<void> add_catalog_zone(Output& out, const Domain& domain, const Settings&) {
    out.text.append(zone::catalog_label(domain.name)).append(".zones 0 IN PTR ");
    out.text.append(zone::absolute(domain.name)).append("\n");
    return {};
}

} // namespace fingerpost::format

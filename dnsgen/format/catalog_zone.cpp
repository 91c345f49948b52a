#include "format/catalog_zone.hpp"

#include "format/lines.hpp"
#include "protocol/digest.hpp"
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
    // §4.1: the label is unique; §5.4: a member whose label changes is taken down and made anew
    const auto name = zone::absolute(domain.name);
    out.text += protocol::hex(protocol::sha256(name).substr(0, 20));
    out.text.append(".zones 0 IN PTR ").append(name).append("\n");
    return {};
}

} // namespace fingerpost::format

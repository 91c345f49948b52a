#include "format/zone_file.hpp"

#include "base/text.hpp"
#include "format/lines.hpp"
#include "format/output.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::format {

namespace {

void append_head(
    std::string& out, const zone::WholeZone& zone, const zone::ZoneSettings& settings
) {
    const auto& head = zone.head;
    out.append("$ORIGIN ").append(head.origin).append("\n$TTL ");
    append_number(out, head.ttl);
    out.append("\n@ IN SOA ").append(head.primary).append(" ").append(head.responsible);
    out.append(" (\n");
    const std::pair<std::uint32_t, std::string_view> rows[] = {
        {settings.serial, "; serial\n"},
        {head.refresh, "; refresh\n"},
        {head.retry, "; retry\n"},
        {head.expire, "; expire\n"},
        {head.negative_ttl, ") ; negative answers\n"}};
    for (const auto& [number, end] : rows) {
        out.append(8, ' ');
        append_padded(out, std::to_string(number), 11);
        out += end;
    }
    for (const auto& server : zone.name_servers)
        append_line(out, server, "@", std::nullopt);
}

void append_records(
    std::string& out,
    std::string_view origin,
    const zone::Lines& lines,
    std::optional<std::uint32_t> default_ttl
) {
    for (const auto& line : lines) {
        const bool stated = !default_ttl || line.ttl != *default_ttl;
        const auto ttl = stated ? std::optional(line.ttl) : std::nullopt;
        append_line(out, *line.record, zone::relative(line.record->owner, origin), ttl);
    }
}

/// SRV and MX targets of this zone that nothing here gives an address: the operator's to add.
void append_homeless(std::string& out, std::string_view origin, const zone::Lines& lines) {
    std::vector<std::string_view> told;
    for (const auto& line : lines) {
        const auto& record = *line.record;
        if (record.type != "SRV" && record.type != "MX") continue;
        const auto target = std::string_view(record.data).substr(record.data.rfind(' ') + 1);
        if (!zone::is_within(target, origin) || zone::has_address(lines, target)) continue;
        if (std::find(told.begin(), told.end(), target) != told.end()) continue;
        told.push_back(target);
        out.append("; no address known for ").append(target);
        out.append(": use the snippet in a zone of your own\n");
    }
}

} // namespace

Result<std::string>
zone_file(std::string_view domain, const zone::Records& records, const ZoneSettings& settings) {
    const auto zone = zone::whole_zone(domain, records, settings);
    if (!zone) return zone.error();
    const auto& origin = zone->head.origin;
    std::string out;
    out.reserve(512 + zone->lines.size() * 80);
    append_head(out, *zone, settings);
    append_records(out, origin, zone->lines, settings.ttl);
    append_homeless(out, origin, zone->lines);
    return out;
}

std::string snippet(std::string_view domain, const zone::Records& records) {
    std::string out;
    out.reserve(512 + records.size() * 80);
    const auto origin = zone::absolute(domain);
    out.append("; In the file of the zone that holds ").append(domain);
    out.append(":  $INCLUDE ").append(domain).append(".discovery.inc\n");
    out.append("; After a change here raise that zone's serial, then: rndc reload ZONE\n"
               "; Not for a dynamic zone: BIND rewrites its file without the $INCLUDE.\n");
    // $ORIGIN ends with this file (RFC 1035 §5.1), $TTL would not
    out.append("$ORIGIN ").append(origin).append("\n");
    append_records(out, origin, zone::lines_of(records), std::nullopt);
    return out;
}

Result<void> add_bind_zone(Output& out, const Domain& domain, const Settings& settings) {
    const auto text = zone_file(domain.name, domain.records, settings.zone);
    if (!text) return text.error();
    out.text += *text;
    return {};
}

Result<void> add_bind_snippet(Output& out, const Domain& domain, const Settings&) {
    out.text += snippet(domain.name, domain.records);
    return {};
}

std::optional<std::uint32_t> serial_of(std::string_view zone_text) {
    const auto end = zone_text.find("; serial\n");
    if (end == zone_text.npos) return std::nullopt;
    const auto lines = zone_text.substr(0, end);
    const auto start = lines.rfind('\n') + 1;
    const auto serial = to_integer(trimmed(lines.substr(start)), 0, 0xffffffff);
    if (!serial) return std::nullopt;
    return static_cast<std::uint32_t>(*serial);
}

} // namespace fingerpost::format

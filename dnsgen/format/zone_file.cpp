#include "format/zone_file.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "format/lines.hpp"
#include "format/output.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <iterator>

namespace fingerpost::format {

namespace {

Error missing(std::string_view domain, std::string what) {
    return {Errc::bad_request, std::string(domain) + ": " + std::move(what)};
}

/// Records in the order they are written, not copied.
using Lines = std::vector<const zone::Record*>;

Lines lines_of(const zone::Records& records) {
    Lines lines;
    lines.reserve(records.size());
    for (const auto& record : records)
        lines.push_back(&record);
    return lines;
}

bool has_address(const Lines& lines, std::string_view owner) {
    return std::any_of(lines.begin(), lines.end(), [owner](const zone::Record* record) {
        return (record->type == "A" || record->type == "AAAA") && record->owner == owner;
    });
}

/// Both sorted; a record in both stands once.
Lines merged(const Lines& ours, const Lines& added) {
    const auto is_before = [](const zone::Record* a, const zone::Record* b) {
        return zone::before(*a, *b);
    };
    Lines all;
    all.reserve(ours.size() + added.size());
    std::set_union(
        ours.begin(), ours.end(), added.begin(), added.end(), std::back_inserter(all), is_before
    );
    return all;
}

/// The SOA's RNAME: the dots of a mail address's local part are not label ends (RFC 1035 §8).
Result<std::string> responsible_name(std::string_view domain, std::string_view hostmaster) {
    const auto at = hostmaster.rfind('@');
    if (hostmaster.empty()) return zone::below("hostmaster", domain);
    auto host = parse_domain(at == hostmaster.npos ? hostmaster : hostmaster.substr(at + 1));
    if (!host) return missing(domain, "the setting hostmaster: " + host.error().what);
    if (at == hostmaster.npos) return zone::absolute(*host);
    std::string label;
    for (const char c : hostmaster.substr(0, at)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '+';
        if (!plain && c != '.')
            return missing(domain, "the hostmaster's address holds an odd character");
        label.append(plain ? "" : "\\").append(1, c);
    }
    if (label.empty() || at > 63) return missing(domain, "the hostmaster's address is incomplete");
    return zone::below(label, *host);
}

/// The addresses of those name servers that lie inside the zone.
Result<zone::Records>
glue(std::string_view origin, const Lines& lines, const ZoneSettings& settings) {
    zone::Records added;
    for (const auto& server : settings.name_servers) {
        const auto name = zone::absolute(server.name);
        if (!zone::is_within(name, origin)) continue;
        for (const auto& address : server.addresses) {
            const auto* type = address.find(':') == address.npos ? "A" : "AAAA";
            added.push_back({name, type, address, settings.ttl});
        }
        if (server.addresses.empty() && !has_address(lines, name))
            return missing(
                origin,
                "name server " + server.name + " lies inside the zone and needs its address: \"" +
                    server.name + "=192.0.2.1\""
            );
    }
    zone::sort_unique(added);
    return added;
}

/// What makes a name server refuse the zone (RFC 1034 §3.6.2); `lines` are sorted.
const zone::Record* unloadable(const Lines& lines, std::string_view origin) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& owner = lines[i]->owner;
        if (!zone::is_within(owner, origin)) return lines[i];
        if (lines[i]->type != "CNAME") continue;
        const bool shares = (i > 0 && lines[i - 1]->owner == owner) ||
                            (i + 1 < lines.size() && lines[i + 1]->owner == owner);
        if (shares || owner == origin) return lines[i];
    }
    return nullptr;
}

void append_head(
    std::string& out,
    std::string_view origin,
    const std::string& responsible,
    const ZoneSettings& settings
) {
    out.append("$ORIGIN ").append(origin).append("\n$TTL ");
    append_number(out, settings.ttl);
    out.append("\n@ IN SOA ").append(zone::absolute(settings.name_servers.front().name));
    out.append(" ").append(responsible).append(" (\n");
    const std::pair<std::uint32_t, std::string_view> rows[] = {
        {settings.serial, "; serial\n"},
        {settings.refresh, "; refresh\n"},
        {settings.retry, "; retry\n"},
        {settings.expire, "; expire\n"},
        {settings.negative_ttl, ") ; negative answers\n"}};
    for (const auto& [number, end] : rows) {
        out.append(8, ' ');
        append_padded(out, std::to_string(number), 11);
        out += end;
    }
    for (const auto& server : settings.name_servers)
        append_line(out, {{}, "NS", zone::absolute(server.name)}, "@", std::nullopt);
}

void append_records(
    std::string& out,
    std::string_view origin,
    const Lines& lines,
    std::optional<std::uint32_t> default_ttl
) {
    const zone::Record* first = nullptr;
    for (const auto* record : lines) {
        // RFC 2181 §5.2: one TTL an RRset
        if (!first || first->owner != record->owner || first->type != record->type) first = record;
        const bool stated = !default_ttl || first->ttl != *default_ttl;
        const auto ttl = stated ? std::optional(first->ttl) : std::nullopt;
        append_line(out, *record, zone::relative(record->owner, origin), ttl);
    }
}

/// SRV and MX targets of this zone that nothing here gives an address: the operator's to add.
void append_homeless(std::string& out, std::string_view origin, const Lines& lines) {
    std::vector<std::string_view> told;
    for (const auto* record : lines) {
        if (record->type != "SRV" && record->type != "MX") continue;
        const auto target = std::string_view(record->data).substr(record->data.rfind(' ') + 1);
        if (!zone::is_within(target, origin) || has_address(lines, target)) continue;
        if (std::find(told.begin(), told.end(), target) != told.end()) continue;
        told.push_back(target);
        out.append("; no address known for ").append(target);
        out.append(": use the snippet in a zone of your own\n");
    }
}

} // namespace

Result<std::string>
zone_file(std::string_view domain, const zone::Records& records, const ZoneSettings& settings) {
    if (settings.name_servers.empty())
        return missing(domain, "a whole zone needs the setting nameservers");
    const auto responsible = responsible_name(domain, settings.hostmaster);
    if (!responsible) return responsible.error();
    const auto origin = zone::absolute(domain);
    const auto ours = lines_of(records);
    const auto added = glue(origin, ours, settings);
    if (!added) return added.error();
    const auto all = merged(ours, lines_of(*added));
    if (const auto* bad = unloadable(all, origin))
        return Error{
            Errc::conflict,
            bad->owner + " " + bad->type + " cannot stand in the zone of " + origin};
    std::string out;
    out.reserve(512 + all.size() * 80);
    append_head(out, origin, *responsible, settings);
    append_records(out, origin, all, settings.ttl);
    append_homeless(out, origin, all);
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
    append_records(out, origin, lines_of(records), std::nullopt);
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

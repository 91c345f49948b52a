#include "zone/whole_zone.hpp"

#include "catalog/domain.hpp"
#include "protocol/digest.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <iterator>

namespace fingerpost::zone {

namespace {

Error missing(std::string_view domain, std::string what) {
    return {Errc::bad_request, std::string(domain) + ": " + std::move(what)};
}

bool is_before(const Line& a, const Line& b) {
    return before(*a.record, *b.record);
}

void share_ttls(Lines& lines) {
    const Line* first = nullptr;
    for (auto& line : lines) {
        const auto& record = *line.record;
        const bool same =
            first && first->record->owner == record.owner && first->record->type == record.type;
        if (!same) first = &line;
        line.ttl = first->record->ttl; // RFC 2181 §5.2
    }
}

/// Both sorted; a record in both stands once.
Lines merged(const Lines& ours, const Lines& added) {
    Lines all;
    all.reserve(ours.size() + added.size());
    std::set_union(
        ours.begin(), ours.end(), added.begin(), added.end(), std::back_inserter(all), is_before
    );
    share_ttls(all);
    return all;
}

/// The SOA's RNAME: the dots of a mail address's local part are not label ends (RFC 1035 §8).
Result<std::string> responsible_name(std::string_view domain, std::string_view hostmaster) {
    const auto at = hostmaster.rfind('@');
    if (hostmaster.empty()) return below("hostmaster", domain);
    auto host = parse_domain(at == hostmaster.npos ? hostmaster : hostmaster.substr(at + 1));
    if (!host) return missing(domain, "the setting hostmaster: " + host.error().what);
    if (at == hostmaster.npos) return absolute(*host);
    std::string label;
    for (const char c : hostmaster.substr(0, at)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '+';
        if (!plain && c != '.')
            return missing(domain, "the hostmaster's address holds an odd character");
        label.append(plain ? "" : "\\").append(1, c);
    }
    if (label.empty() || at > 63) return missing(domain, "the hostmaster's address is incomplete");
    return below(label, *host);
}

/// The addresses of those name servers that lie inside the zone.
Result<Records> glue(std::string_view origin, const Lines& lines, const ZoneSettings& settings) {
    Records added;
    for (const auto& server : settings.name_servers) {
        const auto name = absolute(server.name);
        if (!is_within(name, origin)) continue;
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
    sort_unique(added);
    return added;
}

/// What makes a name server refuse the zone (RFC 1034 §3.6.2); `lines` are sorted.
const Record* unloadable(const Lines& lines, std::string_view origin) {
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto& owner = lines[i].record->owner;
        if (!is_within(owner, origin)) return lines[i].record;
        if (lines[i].record->type != "CNAME") continue;
        const bool shares = (i > 0 && lines[i - 1].record->owner == owner) ||
                            (i + 1 < lines.size() && lines[i + 1].record->owner == owner);
        if (shares || owner == origin) return lines[i].record;
    }
    return nullptr;
}

Records name_servers(const std::string& origin, const ZoneSettings& settings) {
    Records records;
    for (const auto& server : settings.name_servers)
        records.push_back({origin, "NS", absolute(server.name), settings.ttl});
    return records;
}

void append(std::string& out, const Record& record, std::uint32_t ttl) {
    out.append(record.owner).append(" ").append(std::to_string(ttl)).append(" ");
    out.append(record.type).append(" ").append(record.data).append("\n");
}

} // namespace

Record soa(const ZoneHead& head, std::uint32_t serial) {
    auto data = head.primary + ' ' + head.responsible;
    for (const auto number : {serial, head.refresh, head.retry, head.expire, head.negative_ttl})
        data.append(" ").append(std::to_string(number));
    return {head.origin, "SOA", std::move(data), head.ttl};
}

Lines lines_of(const Records& sorted) {
    Lines lines;
    lines.reserve(sorted.size());
    for (const auto& record : sorted)
        lines.push_back({&record, record.ttl});
    share_ttls(lines);
    return lines;
}

bool has_address(const Lines& lines, std::string_view owner) {
    return std::any_of(lines.begin(), lines.end(), [owner](const Line& line) {
        const auto& record = *line.record;
        return (record.type == "A" || record.type == "AAAA") && record.owner == owner;
    });
}

Result<WholeZone>
whole_zone(std::string_view domain, const Records& records, const ZoneSettings& settings) {
    if (settings.name_servers.empty())
        return missing(domain, "a whole zone needs the setting nameservers");
    auto responsible = responsible_name(domain, settings.hostmaster);
    if (!responsible) return responsible.error();
    WholeZone zone;
    zone.head = {
        absolute(domain),
        absolute(settings.name_servers.front().name),
        std::move(*responsible),
        settings.ttl,
        settings.refresh,
        settings.retry,
        settings.expire,
        settings.negative_ttl};
    const auto& origin = zone.head.origin;
    const auto ours = lines_of(records);
    auto added = glue(origin, ours, settings);
    if (!added) return added.error();
    zone.glue = std::move(*added);
    zone.lines = merged(ours, lines_of(zone.glue));
    if (const auto* bad = unloadable(zone.lines, origin))
        return Error{
            Errc::conflict,
            bad->owner + " " + bad->type + " cannot stand in the zone of " + origin};
    zone.name_servers = name_servers(origin, settings);
    return zone;
}

std::string digest(const WholeZone& zone) {
    std::string text;
    text.reserve(80 * (zone.lines.size() + 4));
    const auto head = soa(zone.head, 0);
    append(text, head, head.ttl);
    for (const auto& record : zone.name_servers)
        append(text, record, record.ttl);
    for (const auto& line : zone.lines)
        append(text, *line.record, line.ttl);
    return protocol::base64(protocol::sha256(text));
}

} // namespace fingerpost::zone

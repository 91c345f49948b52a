#include "zone/dav_srv.hpp"

#include "catalog/placeholder.hpp"
#include "zone/presentation.hpp"
#include "zone/srv.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace fingerpost::zone {

namespace {

// clang-format off
constexpr std::array caldav{
    SrvName{"_caldavs._tcp",
        {Grade::recommended, "clients find the calendars here",
            "Thunderbird, Evolution, DAVx5", "RFC 6764 §3"},
        {Grade::optional, "tells clients that there are no calendars over https",
            "Thunderbird, Evolution, DAVx5", "RFC 6764 §3, RFC 2782"}},
    SrvName{"_caldav._tcp",
        {Grade::optional, "clients find calendars without TLS here",
            "Evolution", "RFC 6764 §3"},
        {Grade::optional, "tells clients that there are no calendars without TLS",
            "Evolution", "RFC 6764 §3, RFC 2782"}},
};
constexpr std::array carddav{
    SrvName{"_carddavs._tcp",
        {Grade::recommended, "clients find the contacts here",
            "Thunderbird, Evolution, DAVx5", "RFC 6764 §3"},
        {Grade::optional, "tells clients that there are no contacts over https",
            "Thunderbird, Evolution, DAVx5", "RFC 6764 §3, RFC 2782"}},
    SrvName{"_carddav._tcp",
        {Grade::optional, "clients find contacts without TLS here",
            "Evolution", "RFC 6764 §3"},
        {Grade::optional, "tells clients that there are no contacts without TLS",
            "Evolution", "RFC 6764 §3, RFC 2782"}},
};
constexpr std::array jmap{
    SrvName{"_jmap._tcp",
        {Grade::optional, "clients find the session resource of the mail server here",
            "clients of JMAP", "RFC 8620 §2.2"},
        {Grade::optional, "tells clients that there is no JMAP server",
            "clients of JMAP", "RFC 8620 §2.2, RFC 2782"}},
};
// clang-format on

constexpr Reason path_reason{
    Grade::recommended,
    "clients begin at this path instead of /.well-known",
    "Thunderbird, DAVx5",
    "RFC 6764 §4"};

bool nothing_known(const Offer& offer) {
    return offer.servers.empty() && offer.dav_servers.empty();
}

std::string path_of(const Subject& subject, const DavServer& server) {
    return expand_domain(server.path, subject.domain);
}

/// The path all listed servers share; none when they differ: the record belongs to the owner, not
/// to one of its targets.
std::optional<std::string> shared_path(const Subject& subject, DavService service, bool tls) {
    std::optional<std::string> path;
    for (const auto& server : subject.offer.dav_servers) {
        if (server.service != service || server.tls != tls) continue;
        auto next = path_of(subject, server);
        if (path && *path != next) return std::nullopt;
        path = std::move(next);
    }
    return path;
}

void add_path(
    const Subject& subject, const SrvName& name, DavService service, bool tls, Records& records
) {
    const auto path = shared_path(subject, service, tls);
    if (!path || *path == "/" || has_placeholder(*path)) return;
    auto data = txt_pair("path=" + *path);
    if (!data) return;
    auto owner = below(name.label, subject.domain);
    records.push_back(
        make_record(std::move(owner), "TXT", std::move(*data), subject.host.ttl, path_reason)
    );
}

void add_service(
    const Subject& subject, DavService service, std::span<const SrvName> names, Records& records
) {
    std::vector<SrvTarget> targets;
    for (const auto& server : subject.offer.dav_servers)
        if (server.service == service)
            targets.push_back({&names[server.tls ? 0 : 1], server.host, server.port});
    const auto first = static_cast<std::ptrdiff_t>(records.size());
    add_srv(subject, names, targets, records);
    const auto is_listed = [&](const SrvName& name) {
        const auto owner = below(name.label, subject.domain);
        return std::any_of(records.begin() + first, records.end(), [&](const Record& record) {
            return record.owner == owner && record.data != not_available;
        });
    };
    for (const bool tls : {true, false})
        if (const auto& name = names[tls ? 0 : 1]; is_listed(name))
            add_path(subject, name, service, tls, records);
}

} // namespace

void add_dav_srv(const Subject& subject, Records& records) {
    if (nothing_known(subject.offer)) return;
    add_service(subject, DavService::caldav, caldav, records);
    add_service(subject, DavService::carddav, carddav, records);
}

void add_jmap_srv(const Subject& subject, Records& records) {
    if (nothing_known(subject.offer)) return;
    std::vector<SrvTarget> targets;
    for (const auto& server : subject.offer.dav_servers) {
        if (server.service != DavService::jmap) continue;
        // RFC 8620 §1.7: always https
        targets.push_back({&jmap[0], server.tls ? std::string_view(server.host) : "", server.port});
    }
    add_srv(subject, jmap, targets, records);
}

} // namespace fingerpost::zone

#include "base/text.hpp"
#include "check/authority.hpp"
#include "check/authority_zone.hpp"
#include "check/memory.hpp"
#include "check/row.hpp"
#include "format/digest.hpp"
#include "zone/serial.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace fingerpost::check {

using resolve::Outcome;
using resolve::Type;

namespace {

constexpr auto& disagree_row = row(authority_checks, "auth-disagree");
constexpr auto& resolver_row = row(authority_checks, "resolver-vs-auth");

constexpr std::uint32_t negative_ttl_otherwise = 3600; // RFC 2308 §5: one to three hours

/// Servers by what they answer; those that answer nothing are left out.
using Groups = std::map<std::string, std::vector<const ZoneServer*>>;

Groups groups_of(AuthorityZone& zone, const DesiredSet& set) {
    Groups groups;
    for (const auto& server : zone.good) {
        auto text = told(ask(zone.evidence, server, set.name, set.type), set.type);
        if (!text.empty()) groups[std::move(text)].push_back(&server);
    }
    return groups;
}

/// "ns1.example.net (192.0.2.1), ns2.example.net (192.0.2.2): SRV …", a line a group.
std::string listed(const Groups& groups) {
    std::string text;
    for (const auto& [answer, servers] : groups) {
        if (!text.empty()) text += '\n';
        std::string_view between;
        for (const auto* server : servers) {
            text.append(between).append(server->label());
            between = ", ";
        }
        text.append(": ").append(answer);
    }
    return text;
}

bool is_address(Type type) {
    return type == Type::a || type == Type::aaaa;
}

const resolve::Soa& soa_at(AuthorityZone& zone, const ZoneServer& server) {
    const auto& answer = ask(zone.evidence, server, zone.name(), Type::soa);
    static const resolve::Soa none;
    if (answer.records.empty()) return none;
    const auto* soa = std::get_if<resolve::Soa>(&answer.records.front().data);
    return soa ? *soa : none;
}

/// How far the servers have come.
struct Progress {
    resolve::Soa newest;
    std::uint32_t oldest = 0;

    bool is_even() const { return newest.serial == oldest; }
};

Progress progress_of(AuthorityZone& zone) {
    Progress progress;
    progress.newest = soa_at(zone, zone.good.front());
    progress.oldest = progress.newest.serial;
    for (const auto& server : zone.good) {
        const auto& soa = soa_at(zone, server);
        if (zone::serial_before(progress.newest.serial, soa.serial)) progress.newest = soa;
        if (zone::serial_before(soa.serial, progress.oldest)) progress.oldest = soa.serial;
    }
    return progress;
}

/// Since when the last server stands still at its serial; one that moves on is being served.
std::int64_t lagging_since(AuthorityZone& zone, std::uint32_t oldest) {
    const auto key = "auth-disagree " + zone.name();
    const auto words = split_list(zone.subject.remembered(key), ' ');
    auto since = zone.subject.circumstances.now;
    if (words.size() == 2 && words[1] == std::to_string(oldest))
        since = to_integer(words[0], 0, since).value_or(since);
    zone.findings.remember(key, std::to_string(since) + ' ' + std::to_string(oldest));
    return since;
}

/// Whether only servers with an older serial answer otherwise.
bool is_propagating(AuthorityZone& zone, const Groups& groups, const Progress& progress) {
    const auto has_newest = [&](const ZoneServer* server) {
        return soa_at(zone, *server).serial == progress.newest.serial;
    };
    return std::ranges::count_if(groups, [&](const auto& group) {
               return std::ranges::any_of(group.second, has_newest);
           }) == 1;
}

void report(
    AuthorityZone& zone, const DesiredSet& set, const Groups& groups, const Progress& progress
) {
    auto& finding = zone.findings.add(disagree_row, Verdict::conflict, set.label());
    finding.expected = told(set);
    finding.found = listed(groups);
    if (progress.is_even()) {
        finding.detail = "their SOA serials are the same";
        // some DNS hosts answer by place or load, or look up what a flattened alias leads to
        if (is_address(set.type)) finding.severity = Severity::info;
        return;
    }
    const auto serials =
        std::to_string(progress.oldest) + " and " + std::to_string(progress.newest.serial);
    finding.detail = "SOA serials between " + serials;
    if (!is_propagating(zone, groups, progress)) return;
    const auto waited = zone.subject.circumstances.now - lagging_since(zone, progress.oldest);
    if (waited > progress.newest.refresh) {
        finding.detail += "; the older one stands still for " + std::to_string(waited) +
                          " s, longer than the zone's refresh";
        return;
    }
    finding.severity = Severity::info;
    finding.detail += "; propagating, due within the zone's refresh of " +
                      std::to_string(progress.newest.refresh) + " s";
}

/// How long a cache may go on giving this answer.
std::uint32_t time_left(const resolve::Answer& answer) {
    std::optional<std::uint32_t> shortest;
    for (const auto* records : {&answer.chain, &answer.records})
        for (const auto& record : *records)
            shortest = std::min(shortest.value_or(record.ttl), record.ttl);
    return shortest.value_or(answer.negative_ttl.value_or(negative_ttl_otherwise));
}

/// When caches have forgotten what the resolver said when it first said this.
std::int64_t forgotten_at(AuthorityZone& zone, const DesiredSet& set, const resolve::Answer& said) {
    const auto key = "resolver-vs-auth " + set.label();
    const auto digest = format::digest(told(said, set.type));
    const auto words = split_list(zone.subject.remembered(key), ' ');
    auto at = zone.subject.circumstances.now + time_left(said);
    if (words.size() == 2 && words[1] == digest)
        at = to_integer(words[0], 0, INT64_MAX).value_or(at);
    zone.findings.remember(key, std::to_string(at) + ' ' + digest);
    return at;
}

/// Answers that depend on who asks are legal for addresses.
bool same(const DesiredSet& set, const std::string& servers, const resolve::Answer& resolver) {
    if (is_address(set.type) && resolver.outcome == Outcome::found && servers != "nothing")
        return true;
    return servers == told(resolver, set.type);
}

void report_resolver(
    AuthorityZone& zone,
    const DesiredSet& set,
    const std::string& servers,
    const resolve::Answer& resolver
) {
    auto& finding = zone.findings.add(resolver_row, Verdict::conflict, set.label());
    finding.expected = servers;
    finding.found = told(resolver, set.type);
    const auto left = forgotten_at(zone, set, resolver) - zone.subject.circumstances.now;
    if (left < 0) return;
    finding.severity = Severity::info;
    finding.detail = "caches may hold it for another " + std::to_string(left) + " s";
}

} // namespace

void judge_agreement(AuthorityZone& zone) {
    if (zone.good.size() < zone.sets.zone.servers.size())
        keep_memory(zone.subject, zone.findings, "auth-disagree " + zone.name());
    if (zone.good.size() < 2 && zone.sets.zone.servers.size() > 1)
        return zone.findings.unknown(
            disagree_row, zone.name(), "only " + zone.good.front().label() + " answers"
        );
    const auto progress = progress_of(zone);
    bool all_agree = true;
    for (const auto& set : zone.sets.sets) {
        const auto groups = groups_of(zone, set);
        if (groups.size() > 1) report(zone, set, groups, progress);
        if (groups.empty())
            zone.findings.unknown(disagree_row, set.label(), "no server answers this question");
        all_agree &= groups.size() == 1;
    }
    if (all_agree) zone.findings.ok(disagree_row, zone.name());
}

void judge_resolver(AuthorityZone& zone) {
    bool all_same = true;
    for (const auto& set : zone.sets.sets) {
        const auto groups = groups_of(zone, set);
        const auto& resolver = zone.evidence.dns(set.name, set.type);
        if (resolver.outcome == Outcome::unknown)
            zone.findings.unknown(resolver_row, set.label(), resolve::summary(resolver));
        if (resolver.outcome == Outcome::unknown || groups.size() != 1) {
            // of servers that differ auth-disagree speaks
            keep_memory(zone.subject, zone.findings, "resolver-vs-auth " + set.label());
            all_same = false;
        } else if (!same(set, groups.begin()->first, resolver)) {
            report_resolver(zone, set, groups.begin()->first, resolver);
            all_same = false;
        }
    }
    if (all_same) zone.findings.ok(resolver_row, zone.name());
}

} // namespace fingerpost::check

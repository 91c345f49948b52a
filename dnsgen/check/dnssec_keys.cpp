#include "check/delegation_signer.hpp"
#include "check/dnssec.hpp"
#include "check/dnssec_zone.hpp"
#include "check/row.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::check {

using resolve::Outcome;
using resolve::Type;

namespace {

constexpr auto& expiring_row = row(dnssec_checks, "dnssec-expiring");
constexpr auto& stale_row = row(dnssec_checks, "ds-stale");

constexpr std::int64_t day = 86400;
constexpr std::uint16_t secure_entry_point = 0x0001; // RFC 4034 §2.1.1
constexpr std::uint8_t sha256_digest = 2;

const resolve::Answer& with_signatures(DnssecZone& zone, const ZoneServer& server, Type type) {
    return zone.evidence.dns(resolve::Query{zone.name(), type, server.vantage, false, true});
}

/// How long the signatures hold at one server.
struct Term {
    std::int64_t left = 0; ///< seconds; below nought when they have ended
    std::int64_t whole = 0;

    /// Servers that sign each answer give signatures of a day or two; of those only the end counts.
    bool is_short() const { return left < whole / 4 || (whole >= 7 * day && left < 3 * day); }
};

/// Of the signature that holds longest: resolvers need one that does. The times wrap (RFC 4034
/// §3.1.5).
std::optional<Term> term_of(const resolve::Answer& answer, std::int64_t now) {
    std::optional<Term> longest;
    for (const auto& signature : answer.signatures) {
        const auto since = static_cast<std::uint32_t>(now);
        const auto left = static_cast<std::int32_t>(signature.expiration - since);
        const Term term{left, signature.expiration - signature.inception};
        if (!longest || longest->left < term.left) longest = term;
    }
    return longest;
}

void report_term(DnssecZone& zone, const std::string& subject, const Term& term) {
    auto& finding = zone.findings.add(expiring_row, Verdict::wrong, subject);
    finding.expected = "signatures that are renewed in time";
    if (term.left < 0) {
        finding.severity = Severity::error;
        finding.verdict = Verdict::stale;
        finding.found = "they ended " + std::to_string(-term.left) + " s ago";
        return;
    }
    finding.found =
        "they end in " + std::to_string(term.left) + " s of " + std::to_string(term.whole) + " s";
}

/// Whether there is nothing to complain of.
bool judge_server(DnssecZone& zone, const ZoneServer& server, Type type) {
    const auto& answer = with_signatures(zone, server, type);
    if (answer.outcome == Outcome::unknown) return true; // family "authority" speaks of it
    const auto subject =
        zone.name() + ' ' + std::string(resolve::name(type)) + " at " + server.label();
    const auto term = term_of(answer, zone.subject.circumstances.now);
    if (term && !term->is_short()) return true;
    if (term) {
        report_term(zone, subject, *term);
        return false;
    }
    auto& finding = zone.findings.add(expiring_row, Verdict::missing, subject);
    finding.severity = Severity::error;
    finding.expected = "a signature: the zone is delegated as signed";
    finding.found = "none";
    return false;
}

bool answers(DnssecZone& zone, const ZoneServer& server) {
    return with_signatures(zone, server, Type::soa).outcome == Outcome::found;
}

zone::Record ds_record(const std::string& zone, const resolve::Ds& ds, std::uint32_t ttl) {
    zone::Record record;
    record.owner = zone::absolute(zone);
    record.type = "DS";
    record.data = resolve::presentation(Type::ds, ds);
    record.ttl = ttl;
    return record;
}

/// Of the keys that are meant for it, or else of all.
zone::Records ds_to_publish(
    const std::string& zone, const std::vector<resolve::Dnskey>& keys, std::uint32_t ttl
) {
    const auto is_entry = [](const resolve::Dnskey& key) {
        return (key.flags & secure_entry_point) != 0;
    };
    const bool entries = std::ranges::any_of(keys, is_entry);
    zone::Records records;
    for (const auto& key : keys) {
        if (!may_be_delegated_to(key) || (entries && !is_entry(key))) continue;
        if (const auto ds = make_ds(zone, key, sha256_digest))
            records.push_back(ds_record(zone, *ds, ttl));
    }
    return records;
}

bool stands_for_one(
    const resolve::Ds& ds, const std::string& zone, const std::vector<resolve::Dnskey>& keys
) {
    return std::ranges::any_of(keys, [&](const resolve::Dnskey& key) {
        return matches(ds, zone, key);
    });
}

void report_stale(
    DnssecZone& zone, const ZoneServer& server, const std::vector<resolve::Dnskey>& keys
) {
    const auto& name = zone.name();
    auto& finding = zone.findings.add(stale_row, Verdict::stale, name + " at " + server.label());
    for (const auto& record : as_records(zone.ds->records)) {
        finding.found.append(finding.found.empty() ? "DS " : ", DS ").append(record.data);
        finding.withdraw.push_back(record);
    }
    const auto ttl = zone.ds->records.front().ttl;
    finding.publish = ds_to_publish(name, keys, ttl);
    for (const auto& record : finding.publish)
        finding.expected.append(finding.expected.empty() ? "DS " : ", DS ").append(record.data);
    if (keys.empty()) finding.detail = "the server has no DNSKEY record";
}

/// Those beside one that is right: prepared for a change of keys (RFC 6781 §4.1.2), or left behind.
void report_spare(DnssecZone& zone, const std::vector<resolve::Dnskey>& keys) {
    for (const auto& ds : resolve::all<resolve::Ds>(*zone.ds)) {
        if (stands_for_one(ds, zone.name(), keys)) continue;
        auto& finding = zone.findings.add(stale_row, Verdict::stale, zone.name() + " DS");
        finding.severity = Severity::info;
        finding.found = resolve::presentation(Type::ds, ds);
        finding.detail = "another DS record is right; this one may be meant for the next key";
    }
}

} // namespace

void judge_signatures(DnssecZone& zone) {
    if (zone.ds->outcome == Outcome::no_data || zone.ds->outcome == Outcome::no_such_name)
        return; // dnssec-insecure speaks of it
    const auto& servers = zone.sets.zone.servers;
    const bool any = std::ranges::any_of(servers, [&](const ZoneServer& server) {
        return answers(zone, server);
    });
    if (zone.ds->outcome == Outcome::unknown || !any)
        return zone.findings.unknown(
            expiring_row,
            zone.name(),
            any ? "DS: " + resolve::summary(*zone.ds) : "no server of the zone answers"
        );
    bool all_hold = true;
    for (const auto& server : servers)
        for (const auto type : {Type::soa, Type::dnskey})
            all_hold &= judge_server(zone, server, type);
    if (all_hold) zone.findings.ok(expiring_row, zone.name());
}

void judge_delegation_signers(DnssecZone& zone) {
    if (zone.ds->outcome == Outcome::no_data || zone.ds->outcome == Outcome::no_such_name) return;
    if (zone.ds->outcome == Outcome::unknown)
        return zone.findings.unknown(stale_row, zone.name(), "DS: " + resolve::summary(*zone.ds));
    const auto signers = resolve::all<resolve::Ds>(*zone.ds);
    std::optional<std::vector<resolve::Dnskey>> good;
    bool stale = false;
    for (const auto& server : zone.sets.zone.servers) {
        const auto& answer = with_signatures(zone, server, Type::dnskey);
        if (answer.outcome == Outcome::unknown) continue;
        auto keys = resolve::all<resolve::Dnskey>(answer);
        const bool right = std::ranges::any_of(signers, [&](const resolve::Ds& ds) {
            return stands_for_one(ds, zone.name(), keys);
        });
        if (!right) report_stale(zone, server, keys);
        stale |= !right;
        if (right && !good) good = std::move(keys);
    }
    if (good && !stale) zone.findings.ok(stale_row, zone.name());
    if (good) return report_spare(zone, *good);
    if (!stale)
        zone.findings.unknown(stale_row, zone.name(), "no server of the zone tells its keys");
}

} // namespace fingerpost::check

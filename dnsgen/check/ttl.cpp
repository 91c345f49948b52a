#include "check/ttl.hpp"

#include "check/desired_sets.hpp"
#include "check/row.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

using resolve::Outcome;
using resolve::Type;

namespace {

constexpr auto& too_long_row = row(ttl_checks, "ttl-too-long");
constexpr auto& too_short_row = row(ttl_checks, "ttl-too-short");
constexpr auto& change_row = row(ttl_checks, "ttl-before-change");
constexpr auto& mixed_row = row(ttl_checks, "ttl-mixed-rrset");
constexpr auto& negative_row = row(ttl_checks, "negative-ttl");

constexpr std::uint32_t minute = 60;
constexpr std::uint32_t hour = 3600;
constexpr std::uint32_t day = 86400;
constexpr std::uint32_t week = 7 * day;
constexpr std::uint32_t quick = 300; ///< of records that are about to change

std::string seconds(std::uint32_t ttl) {
    return std::to_string(ttl) + " s";
}

std::uint32_t longest_for(Type type) {
    const bool leads = type == Type::srv || type == Type::cname || type == Type::mx;
    return leads ? day : week;
}

/// Judges the sets of one zone.
class Clock {
public:
    Clock(const ZoneSets& sets, Evidence& evidence, Findings& findings)
        : sets_(sets), evidence_(evidence), findings_(findings) {}

    void judge() {
        if (!sets_.zone.unknown.empty()) return all_unknown(sets_.zone.unknown);
        for (const auto& set : sets_.sets)
            judge_set(set);
        judge_negative();
    }

private:
    void all_unknown(const std::string& why) {
        for (const auto& check : ttl_checks)
            for (const auto& set : sets_.sets)
                findings_.unknown(check, set.label(), why);
    }

    void judge_set(const DesiredSet& set) {
        const auto& first = first_answer(evidence_, sets_.zone.servers, set.name, set.type);
        if (!first.answer) {
            for (const auto* check : {&too_long_row, &too_short_row, &change_row, &mixed_row})
                findings_.unknown(*check, set.label(), "no server of the zone answers");
            return;
        }
        // an alias's target may be in another zone, whose own server tells its TTL
        const auto& answer = *first.answer;
        const auto published =
            as_records(answer.aliases.empty() ? answer.records : own_alias(answer));
        if (published.empty()) return;
        const auto ttls = std::ranges::minmax(published, {}, &zone::Record::ttl);
        judge_length(set, published, ttls.max.ttl);
        judge_shortness(set, published, ttls.min.ttl);
        judge_mixture(set, published);
        judge_change(set, published, ttls.max.ttl);
    }

    static std::vector<resolve::Record> own_alias(const resolve::Answer& answer) {
        if (answer.chain.empty()) return {};
        return {answer.chain.front()};
    }

    /// The same records with this TTL.
    static zone::Records with_ttl(zone::Records records, std::uint32_t ttl) {
        for (auto& record : records)
            record.ttl = ttl;
        return records;
    }

    void judge_length(const DesiredSet& set, const zone::Records& published, std::uint32_t ttl) {
        const auto most = longest_for(*type_of(published.front().type));
        if (ttl <= most) return findings_.ok(too_long_row, set.label());
        auto& finding = findings_.add(too_long_row, Verdict::wrong, set.label());
        finding.expected = "at most " + seconds(most);
        finding.found = seconds(ttl);
        finding.publish = with_ttl(published, set.set.ttl <= most ? set.set.ttl : hour);
    }

    /// Whoever wants it short has a reason: a change that is under way.
    void judge_shortness(const DesiredSet& set, const zone::Records& published, std::uint32_t ttl) {
        const auto least = std::min(minute, set.set.ttl);
        if (ttl >= least) return findings_.ok(too_short_row, set.label());
        auto& finding = findings_.add(too_short_row, Verdict::wrong, set.label());
        finding.expected = "at least " + seconds(least);
        finding.found = seconds(ttl);
        finding.publish = with_ttl(published, set.set.ttl);
    }

    void judge_mixture(const DesiredSet& set, const zone::Records& published) {
        const auto ttls = std::ranges::minmax(published, {}, &zone::Record::ttl);
        if (ttls.min.ttl == ttls.max.ttl) return findings_.ok(mixed_row, set.label());
        auto& finding = findings_.add(mixed_row, Verdict::wrong, set.label());
        finding.expected = "one TTL";
        finding.found = "between " + seconds(ttls.min.ttl) + " and " + seconds(ttls.max.ttl);
        finding.publish = with_ttl(published, ttls.min.ttl);
    }

    /// Values of others beside ours are no change.
    void judge_change(const DesiredSet& set, const zone::Records& published, std::uint32_t ttl) {
        const auto sets = zone::rrsets(published);
        const auto stands = [&](const std::string& value) {
            return std::ranges::any_of(sets, [&](const zone::RRset& known) {
                return known.type == set.set.type && std::ranges::count(known.values, value) > 0;
            });
        };
        const bool changes = !std::ranges::all_of(set.set.values, stands);
        if (!changes || ttl <= quick) return findings_.ok(change_row, set.label());
        auto& finding = findings_.add(change_row, Verdict::wrong, set.label());
        finding.expected = told(set);
        finding.found = "another answer, kept for " + seconds(ttl);
        finding.publish = with_ttl(published, quick);
        finding.detail = "change it " + seconds(ttl) + " after the TTL was lowered, no earlier";
    }

    void judge_negative() {
        const auto& first = first_answer(evidence_, sets_.zone.servers, sets_.zone.name, Type::soa);
        const auto label = sets_.zone.name + " SOA";
        if (!first.answer || first.answer->outcome != Outcome::found)
            return findings_.unknown(negative_row, label, "no server of the zone tells it");
        const auto& record = first.answer->records.front();
        const auto* soa = std::get_if<resolve::Soa>(&record.data);
        if (!soa) return;
        const auto ttl = std::min(record.ttl, soa->negative_ttl); // RFC 2308 §5
        if (ttl <= hour) return findings_.ok(negative_row, label);
        auto& finding = findings_.add(negative_row, Verdict::wrong, label);
        finding.expected = "at most " + seconds(hour);
        finding.found = seconds(ttl);
    }

    const ZoneSets& sets_;
    Evidence& evidence_;
    Findings& findings_;
};

} // namespace

void judge_ttl(const Subject& subject, Evidence& evidence, Findings& findings) {
    for (const auto& sets : zones_of(subject, evidence))
        Clock(sets, evidence, findings).judge();
}

} // namespace fingerpost::check

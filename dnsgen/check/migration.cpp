#include "check/migration.hpp"

#include "base/text.hpp"
#include "check/desired_sets.hpp"
#include "check/former_provider.hpp"
#include "check/record_lines.hpp"
#include "zone/presentation.hpp"
#include "zone/rrset.hpp"
#include "zone/wire.hpp"

#include <algorithm>
#include <set>

namespace fingerpost::check {

namespace {

using resolve::Outcome;

/// What stands at the names of our records, and differs from them.
struct Standing {
    zone::Records ours_missing; ///< desired, and not there
    zone::Records in_the_way;   ///< there at the same name and type, and not desired
    std::vector<std::string> open;
};

bool holds(const zone::Records& records, const zone::Record& record) {
    return std::ranges::any_of(records, [&](const zone::Record& other) {
        return zone::same(other, record);
    });
}

/// Whether a value of others may stand beside ours: a name has several TXT records and CAs.
bool shares_its_name(const zone::Record& record) {
    const bool is_spf = record.data.find("v=spf1") != std::string::npos;
    return record.type == "CAA" || (record.type == "TXT" && !is_spf);
}

Standing standing(const Subject& subject, Evidence& evidence) {
    Standing found;
    std::set<std::pair<std::string, std::string>> looked;
    for (const auto& record : subject.desired) {
        const auto type = type_of(record.type);
        if (!type) continue;
        const auto& answer = evidence.dns(record.owner, *type);
        if (answer.outcome == Outcome::unknown) {
            found.open.push_back(record.owner + ' ' + record.type + ": " + answer.what);
            continue;
        }
        auto there = standing_at(answer);
        for (auto& other : there)
            other.owner = record.owner;
        if (!holds(there, record)) found.ours_missing.push_back(record);
        if (!looked.emplace(record.owner, record.type).second) continue;
        for (auto& other : there)
            if (!shares_its_name(other) && !holds(subject.desired, other))
                found.in_the_way.push_back(std::move(other));
    }
    return found;
}

/// Nobody is led anywhere by these: they only let our mail and our certificates pass.
bool stands_beside(const zone::Record& record) {
    return record.type == "CAA" || record.type == "TLSA" ||
           record.owner.find("._domainkey.") != std::string::npos;
}

bool is_spf(const zone::Record& record) {
    return record.type == "TXT" && record.data.starts_with("\"v=spf1");
}

std::string_view unquoted(const zone::Record& record) {
    return std::string_view(record.data).substr(1, record.data.size() - 2);
}

/// The old record with our terms before its end: mail leaves from both places for a while.
zone::Record both(const zone::Record& old, const zone::Record& ours) {
    auto terms = split_list(unquoted(old), ' ');
    const auto is_all = [](const std::string& term) { return ascii_lower(term).ends_with("all"); };
    auto end = std::ranges::find_if(terms, is_all);
    for (const auto& term : split_list(unquoted(ours), ' ')) {
        if (is_all(term) || std::ranges::find(terms, term) != terms.end()) continue;
        end = terms.insert(end, term) + 1;
    }
    std::string text;
    for (const auto& term : terms)
        text.append(text.empty() ? "" : " ").append(term);
    auto record = old;
    record.data = zone::txt_data(text);
    return record;
}

void add_unique(zone::Records& to, const zone::Records& records) {
    for (const auto& record : records)
        if (!holds(to, record)) to.push_back(record);
}

std::uint32_t longest_ttl(const zone::Records& records) {
    std::uint32_t longest = 0;
    for (const auto& record : records)
        longest = std::max(longest, record.ttl);
    return longest;
}

/// All that has to do with the move, sorted out.
struct Parts {
    zone::Records leading;   ///< theirs, that lead mail and clients
    zone::Records proofs;    ///< theirs, that lead nobody
    zone::Records spf;       ///< theirs
    zone::Records beside;    ///< ours, that may come first
    zone::Records switching; ///< ours, that come at once
    zone::Records our_spf;
};

Parts parts_of(const Standing& standing, const std::vector<FormerProvider>& providers) {
    Parts parts;
    for (const auto& provider : providers)
        for (const auto& trace : provider.traces) {
            auto& list = trace.sign == Sign::verification ? parts.proofs
                         : trace.sign == Sign::spf        ? parts.spf
                                                          : parts.leading;
            add_unique(list, {trace.record});
        }
    for (const auto& record : standing.in_the_way)
        add_unique(is_spf(record) ? parts.spf : parts.leading, {record});
    for (const auto& record : standing.ours_missing) {
        auto& list = is_spf(record)          ? parts.our_spf
                     : stands_beside(record) ? parts.beside
                                             : parts.switching;
        add_unique(list, {record});
    }
    return parts;
}

MigrationStep lowering(const Parts& parts) {
    MigrationStep step{
        "lower the TTLs",
        "what resolvers remember of the old records ends soon after the change then"};
    for (const auto* list : {&parts.leading, &parts.spf})
        for (const auto& record : *list) {
            if (record.ttl <= short_ttl) continue;
            step.withdraw.push_back(record);
            step.publish.push_back(record);
            step.publish.back().ttl = short_ttl;
        }
    step.wait = longest_ttl(step.withdraw);
    return step;
}

MigrationStep preparing(const Parts& parts) {
    MigrationStep step{
        "let both send",
        "mail leaves from the old and the new servers for a while, and both must be believed"};
    step.publish = parts.beside;
    if (parts.spf.size() == 1 && parts.our_spf.size() == 1) {
        step.withdraw = parts.spf;
        step.publish.push_back(both(parts.spf.front(), parts.our_spf.front()));
    } else if (parts.spf.empty()) {
        add_unique(step.publish, parts.our_spf);
    }
    step.wait = std::max(longest_ttl(step.withdraw), step.publish.empty() ? 0 : short_ttl);
    return step;
}

MigrationStep switching(const Parts& parts) {
    MigrationStep step{
        "switch, once the mailboxes are here",
        "mail and clients come to the new servers; the old ones must still take mail while others "
        "remember them"};
    step.withdraw = parts.leading;
    step.publish = parts.switching;
    step.wait =
        std::max<std::uint32_t>(parts.leading.empty() ? 0 : short_ttl, longest_ttl(parts.leading));
    return step;
}

MigrationStep cleaning(const Parts& parts) {
    MigrationStep step{
        "take away what is left",
        "whoever is still named there may send in the domain's name, or shows whose customer it "
        "was"};
    step.withdraw = parts.proofs;
    if (!parts.spf.empty() && !parts.our_spf.empty()) {
        auto standing = parts.spf;
        if (parts.spf.size() == 1) standing = {both(parts.spf.front(), parts.our_spf.front())};
        add_unique(step.withdraw, standing);
        step.publish = parts.our_spf;
    }
    return step;
}

} // namespace

Migration migration(const Subject& subject, Evidence& evidence) {
    const auto providers = former_providers(subject, evidence);
    auto found = standing(subject, evidence);
    const auto parts = parts_of(found, providers);
    Migration plan;
    for (const auto& provider : providers)
        plan.from.emplace_back(provider.product);
    plan.open = std::move(found.open);
    for (auto step : {lowering(parts), preparing(parts), switching(parts), cleaning(parts)}) {
        if (step.withdraw.empty() && step.publish.empty()) continue;
        zone::sort_unique(step.withdraw);
        zone::sort_unique(step.publish);
        plan.steps.push_back(std::move(step));
    }
    return plan;
}

} // namespace fingerpost::check

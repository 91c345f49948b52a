#include "publish/rollover.hpp"

#include "base/clock.hpp"
#include "catalog/placeholder.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::publish {

namespace {

using Changes = std::vector<AttributeChange>;

constexpr std::int64_t patience = 24LL * 60 * 60; ///< seconds, for people
constexpr std::int64_t delay = 60LL * 60;         ///< seconds, for the daemon

// ---- what steps do ------------------------------------------------------------------------------

Changes nothing(const Rollover&) {
    return {};
}

std::optional<std::string> or_none(const std::string& value) {
    return value.empty() ? std::nullopt : std::optional(value);
}

AttributeChange raised(AttributeId id, const Rollover& rollover) {
    return {id, "", rollover.lowered_to, or_none(rollover.lowered_from), true};
}

Changes lower_ttl(const Rollover& rollover) {
    return {{AttributeId::dns_ttl, "", std::nullopt, rollover.lowered_to}};
}

Changes raise_ttl(const Rollover& rollover) {
    return {raised(AttributeId::dns_ttl, rollover)};
}

/// The old value and what it becomes, of the kind's attribute.
AttributeChange retired(AttributeId id, const Rollover& rollover) {
    return {id, rollover.old_qualifier, rollover.old_value, rollover.old_after};
}

Changes publish_key(const Rollover& rollover) {
    return {{AttributeId::dkim, rollover.new_qualifier, "", rollover.new_value}};
}

Changes remove_key(const Rollover& rollover) {
    return {retired(AttributeId::dkim, rollover)};
}

Changes withdraw_key(const Rollover& rollover) {
    return {{AttributeId::dkim, rollover.new_qualifier, rollover.new_value, "", true}};
}

Changes publish_next(const Rollover& rollover) {
    return {{AttributeId::tlsa_next, rollover.new_qualifier, "", rollover.new_value}};
}

Changes withdraw_next(const Rollover& rollover) {
    return {{AttributeId::tlsa_next, rollover.new_qualifier, rollover.new_value, "", true}};
}

Changes next_is_current(const Rollover& rollover) {
    return {
        {AttributeId::tlsa, rollover.old_qualifier, rollover.old_value, rollover.new_value},
        withdraw_next(rollover).front()};
}

/// RFC 8461 §8.3: a policy that asks for nothing and is soon forgotten.
Changes disable_policy(const Rollover& rollover) {
    return {
        {AttributeId::mta_sts, "", rollover.old_value, rollover.new_value},
        {AttributeId::mta_sts_max_age, "", std::nullopt, rollover.lowered_to}};
}

Changes remove_policy(const Rollover& rollover) {
    return {
        {AttributeId::mta_sts, "", rollover.new_value, ""},
        raised(AttributeId::mta_sts_max_age, rollover)};
}

Changes restore_policy(const Rollover& rollover) {
    return {
        {AttributeId::mta_sts, "", rollover.new_value, rollover.old_value},
        raised(AttributeId::mta_sts_max_age, rollover)};
}

// ---- how long they wait -------------------------------------------------------------------------

std::int64_t no_time(const Rollover&) {
    return 0;
}

/// Until no resolver has what was before.
std::int64_t caches(const Rollover& rollover) {
    return rollover.ttl + rollover.margin;
}

std::int64_t others(const Rollover& rollover) {
    return rollover.ttl + rollover.margin + rollover.hold;
}

// ---- the table ----------------------------------------------------------------------------------

constexpr std::string_view dkim = "dkim", tlsa = "tlsa", mta_sts = "mta-sts-removal";
constexpr auto published = Until::published, switched = Until::switched;

// clang-format off
constexpr std::array steps{
    RolloverStep{dkim, "lower-ttl",    "publish-new", "undo-ttl",     published, true,  lower_ttl,    caches,  "the records may be kept for a shorter time"},
    RolloverStep{dkim, "publish-new",  "switch",      "withdraw-new", published, false, publish_key,  caches,  "the new key stands beside the old one"},
    RolloverStep{dkim, "switch",       "remove-old",  "back",         switched,  false, nothing,      others,  "mail has to be signed with the new selector's key; the old one stays for mail under way"},
    RolloverStep{dkim, "remove-old",   "restore-ttl", "",             published, false, remove_key,   no_time, "the old key goes"},
    RolloverStep{dkim, "restore-ttl",  "done",        "",             published, true,  raise_ttl,    no_time, "the records may be kept as long as before"},
    RolloverStep{dkim, "done",         "",            "",             published, false, nothing,      no_time, "the new key is in use"},
    RolloverStep{dkim, "back",         "withdraw-new", "",            switched,  false, nothing,      others,  "mail has to be signed with the old selector's key again; the new one stays for mail under way"},
    RolloverStep{dkim, "withdraw-new", "undo-ttl",    "",             published, false, withdraw_key, no_time, "the new key goes"},
    RolloverStep{dkim, "undo-ttl",     "cancelled",   "",             published, true,  raise_ttl,    no_time, "the records may be kept as long as before"},
    RolloverStep{dkim, "cancelled",    "",            "",             published, false, nothing,      no_time, "the old key is in use"},

    RolloverStep{tlsa, "lower-ttl",    "publish-new", "undo-ttl",     published, true,  lower_ttl,     caches,  "the records may be kept for a shorter time"},
    RolloverStep{tlsa, "publish-new",  "switch",      "withdraw-new", published, false, publish_next,  caches,  "the next key's digest stands beside the old one's"},
    RolloverStep{tlsa, "switch",       "remove-old",  "back",         switched,  false, nothing,       caches,  "the service has to show the certificate with the next key"},
    RolloverStep{tlsa, "remove-old",   "restore-ttl", "",             published, false, next_is_current, no_time, "the old key's digest goes"},
    RolloverStep{tlsa, "restore-ttl",  "done",        "",             published, true,  raise_ttl,     no_time, "the records may be kept as long as before"},
    RolloverStep{tlsa, "done",         "",            "",             published, false, nothing,       no_time, "the next key is in use"},
    RolloverStep{tlsa, "back",         "withdraw-new", "",            switched,  false, nothing,       caches,  "the service has to show the certificate with the old key again"},
    RolloverStep{tlsa, "withdraw-new", "undo-ttl",    "",             published, false, withdraw_next, no_time, "the next key's digest goes"},
    RolloverStep{tlsa, "undo-ttl",     "cancelled",   "",             published, true,  raise_ttl,     no_time, "the records may be kept as long as before"},
    RolloverStep{tlsa, "cancelled",    "",            "",             published, false, nothing,       no_time, "the old key is in use"},

    RolloverStep{mta_sts, "disable",   "remove",      "restore",      published, false, disable_policy, others,  "the policy's mode is none, until no sender keeps an older one"},
    RolloverStep{mta_sts, "remove",    "done",        "",             published, false, remove_policy,  no_time, "the policy and its record go"},
    RolloverStep{mta_sts, "done",      "",            "",             published, false, nothing,        no_time, "there is no policy"},
    RolloverStep{mta_sts, "restore",   "cancelled",   "",             published, false, restore_policy, no_time, "the policy is as it was"},
    RolloverStep{mta_sts, "cancelled", "",            "",             published, false, nothing,        no_time, "the policy is as it was"},
};
// clang-format on

std::string owner(std::string_view label, std::string_view domain) {
    return std::string(label).append(".").append(domain).append(".");
}

bool is_key(const Rollover& rollover, std::string_view domain, const zone::RRset& set) {
    return set.type == "TXT" &&
           (set.owner == owner(rollover.old_qualifier + "._domainkey", domain) ||
            set.owner == owner(rollover.new_qualifier + "._domainkey", domain));
}

bool is_digest(const Rollover& rollover, std::string_view domain, const zone::RRset& set) {
    const auto& service = rollover.new_qualifier; // "mx1.example.com:25"
    const auto colon = service.rfind(':');
    const auto label = '_' + service.substr(colon + 1) + "._tcp";
    return set.type == "TLSA" &&
           set.owner == owner(label, expand_domain(service.substr(0, colon), domain));
}

bool is_policy(const Rollover&, std::string_view domain, const zone::RRset& set) {
    return set.type == "TXT" && set.owner == owner("_mta-sts", domain);
}

constexpr std::array kinds{
    RolloverKind{dkim, AttributeId::dkim, is_key, "a new DKIM key under a selector of its own"},
    RolloverKind{tlsa, AttributeId::tlsa, is_digest, "a new key of a certificate that DANE names"},
    RolloverKind{mta_sts, AttributeId::mta_sts, is_policy, "the end of an MTA-STS policy"},
};

const RolloverStep& row_of(std::string_view kind, std::string_view name) {
    return *std::ranges::find_if(steps, [&](const RolloverStep& row) {
        return row.kind == kind && row.name == name;
    });
}

Rollover entered(Rollover rollover, std::string_view name, std::int64_t now) {
    const auto* row = &row_of(rollover.kind, name);
    while (row->only_lowered && rollover.lowered_to.empty())
        row = &row_of(rollover.kind, row->next);
    rollover.step = row->name;
    rollover.since = now;
    rollover.due = 0;
    rollover.hook_state.clear();
    rollover.note.clear();
    return rollover;
}

Rollover happened(Rollover rollover, std::int64_t at) {
    rollover.due = at + step_of(rollover)->wait(rollover);
    rollover.note.clear();
    return rollover;
}

Error not_now(const Rollover& rollover, const std::string& why) {
    return {Errc::conflict, "roll-over " + std::to_string(rollover.id) + ' ' + why};
}

} // namespace

std::span<const RolloverStep> rollover_steps() {
    return steps;
}

std::span<const RolloverKind> rollover_kinds() {
    return kinds;
}

const RolloverStep* step_of(const Rollover& rollover) {
    const auto row = std::ranges::find_if(steps, [&](const RolloverStep& one) {
        return one.kind == rollover.kind && one.name == rollover.step;
    });
    return row == steps.end() ? nullptr : &*row;
}

const RolloverKind* find_rollover_kind(std::string_view name) {
    const auto row = std::ranges::find(kinds, name, &RolloverKind::name);
    return row == kinds.end() ? nullptr : &*row;
}

bool is_over(const Rollover& rollover) {
    const auto* step = step_of(rollover);
    return !step || step->next.empty();
}

Rollover begun(Rollover rollover, std::int64_t now) {
    const auto first = std::ranges::find(steps, rollover.kind, &RolloverStep::kind);
    return entered(std::move(rollover), first->name, now);
}

bool needs_facts(const Rollover& rollover, std::int64_t now) {
    if (is_over(rollover) || !rollover.tracked) return false;
    if (rollover.due != 0) return now >= rollover.due;
    return step_of(rollover)->until == Until::published;
}

Rollover next_state(const Rollover& rollover, std::int64_t now, const RolloverFacts& facts) {
    if (is_over(rollover)) return rollover;
    const auto* step = step_of(rollover);
    const bool seen = !rollover.tracked || facts.published_at;
    auto next = rollover;
    if (rollover.due == 0) {
        if (step->until != Until::published || !rollover.tracked || !seen) return rollover;
        next = happened(rollover, std::max(*facts.published_at, rollover.since));
        next.next_ttl = facts.ttl;
    }
    if (now < next.due) return next;
    if (!seen) { // somebody has taken it out of DNS: the time begins anew
        if (step->until == Until::published) next.due = 0;
        next.note = "what it relies on is no longer published everywhere: fingerpost dns plan";
        return next;
    }
    if (next.next_ttl > 0) next.ttl = next.next_ttl;
    next.next_ttl = 0;
    return entered(std::move(next), step->next, now);
}

Result<Rollover> advanced(const Rollover& rollover, std::int64_t now, bool force) {
    if (is_over(rollover)) return not_now(rollover, "is over: " + rollover.step);
    if (rollover.due != 0)
        return not_now(rollover, "waits for caches and others until " + utc_text(rollover.due));
    auto next = rollover;
    if (step_of(rollover)->until == Until::published && rollover.tracked) {
        if (!force)
            return not_now(
                rollover,
                "waits until its records are published: fingerpost dns plan and apply, or --force "
                "if you have published them by other means"
            );
        next.tracked = false;
    }
    return happened(std::move(next), now);
}

Result<Rollover> cancelled(const Rollover& rollover, std::int64_t now, bool unused) {
    if (is_over(rollover)) return not_now(rollover, "is over: " + rollover.step);
    auto to = step_of(rollover)->cancel;
    if (to.empty())
        return not_now(
            rollover,
            "can no longer be cancelled at " + rollover.step + "; let it end and start another one"
        );
    if (to == "back" && unused) to = "withdraw-new";
    return entered(rollover, to, now);
}

Rollover abandoned(const Rollover& rollover, std::int64_t now) {
    return entered(rollover, "cancelled", now);
}

std::string overdue(const Rollover& rollover, std::int64_t now) {
    if (is_over(rollover)) return {};
    const auto id = std::to_string(rollover.id);
    const auto about = "roll-over " + id + " (" + rollover.kind + " of " + whose(rollover) + ") ";
    if (!rollover.note.empty()) return about + "is stuck: " + rollover.note;
    if (rollover.due != 0) {
        if (now < rollover.due + delay) return {};
        return about + "was due at " + utc_text(rollover.due) + ": fingerpost dns rollover run";
    }
    if (now < rollover.since + patience) return {};
    const auto since = about + "waits since " + utc_text(rollover.since);
    if (step_of(rollover)->until == Until::published && rollover.tracked)
        return since + " for its records to be published: fingerpost dns plan";
    return since + ": do what fingerpost dns rollover show " + id +
           " says, then fingerpost dns rollover advance " + id;
}

std::string whose(const Rollover& rollover) {
    return rollover.domain.empty() ? "provider " + std::to_string(rollover.provider)
                                   : rollover.domain;
}

} // namespace fingerpost::publish

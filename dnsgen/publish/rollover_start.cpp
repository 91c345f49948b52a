#include "catalog/dkim.hpp"
#include "publish/owner_attributes.hpp"
#include "publish/rollovers.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::publish {

namespace {

constexpr std::string_view revoked = "v=DKIM1; p=";  // RFC 6376 §3.6.1
constexpr std::string_view soon_forgotten = "86400"; // seconds, RFC 8461 §8.3: a small max_age

Error against(std::string what) {
    return {Errc::conflict, std::move(what)};
}

bool is_in_use(const Attribute& key) {
    const auto parsed = parse_dkim(key.value);
    return parsed && parsed->bits > 0;
}

/// The new value in its one form.
Result<Attribute> new_value(AttributeId id, const RolloverWish& wish) {
    auto value = to_attribute({std::string(kind_of(id).name), wish.qualifier, wish.value});
    if (value && value->value.empty())
        return Error{Errc::bad_request, "the new key is missing: give it by --file FILE"};
    return value;
}

Result<void> prepare_dkim(const OwnerAttributes& has, const RolloverWish& wish, Rollover& to) {
    const auto key = new_value(AttributeId::dkim, wish);
    if (!key) return key.error();
    to.new_qualifier = key->qualifier;
    to.new_value = key->value;
    if (!is_in_use(*key)) return against("the new key is one that is revoked");
    auto old = has.effective_all(AttributeId::dkim);
    std::erase_if(old, [&](const Attribute& one) {
        const bool other = !wish.old_qualifier.empty() && one.qualifier != wish.old_qualifier;
        return one.qualifier == key->qualifier || other || !is_in_use(one);
    });
    if (old.empty())
        return against(
            "there is no other key" +
            (wish.old_qualifier.empty() ? "" : " under selector " + wish.old_qualifier) +
            " that could give way; the first one is set by fingerpost attribute set"
        );
    if (old.size() > 1)
        return against(
            "there are keys under " + old[0].qualifier + " and " + old[1].qualifier +
            ": name the one that gives way by --old SELECTOR"
        );
    to.old_qualifier = old.front().qualifier;
    to.old_value = old.front().value;
    if (wish.revoke) to.old_after = revoked;
    return {};
}

Result<void> prepare_tlsa(const OwnerAttributes& has, const RolloverWish& given, Rollover& to) {
    auto wish = given;
    const auto service = to_attribute({"tlsa", wish.qualifier, ""});
    if (!service) return service.error();
    if (wish.value.empty()) wish.value = has.effective(AttributeId::tlsa_next, service->qualifier);
    const auto digest = new_value(AttributeId::tlsa_next, wish);
    if (!digest) return digest.error();
    to.old_qualifier = to.new_qualifier = digest->qualifier;
    to.new_value = digest->value;
    to.old_value = has.effective(AttributeId::tlsa, to.old_qualifier);
    if (to.old_value.empty())
        return against(
            "attribute tlsa of " + to.old_qualifier +
            " is not set: there is nothing that could give way"
        );
    if (to.old_value == to.new_value) return against("the new key is the one in use");
    return {};
}

Result<void> prepare_mta_sts(const OwnerAttributes& has, const RolloverWish&, Rollover& to) {
    to.old_value = has.effective(AttributeId::mta_sts);
    to.new_value = "none";
    if (to.old_value.empty() || to.old_value == to.new_value)
        return against("there is no MTA-STS policy that asks for anything: attribute mta_sts");
    to.lowered_from = has.own(AttributeId::mta_sts_max_age);
    to.lowered_to = soon_forgotten;
    return {};
}

struct Preparation {
    std::string_view kind;
    Result<void> (*prepare)(const OwnerAttributes& has, const RolloverWish& wish, Rollover& to);
    bool lowers_ttl;
};
constexpr std::array preparations{
    Preparation{"dkim", prepare_dkim, true},
    Preparation{"tlsa", prepare_tlsa, true},
    Preparation{"mta-sts-removal", prepare_mta_sts, false},
};

Error unknown_kind(const std::string& word) {
    std::string names;
    for (const auto& kind : rollover_kinds())
        names.append(names.empty() ? "" : ", ").append(kind.name);
    return {Errc::bad_request, "there is no roll-over of \"" + word + "\", only of " + names};
}

/// Two of a kind would take each other's values away; two that lower a TTL never give it back.
Result<void> check_alone(storage::Connection& connection, const Rollover& rollover) {
    for (const auto& other : storage::RolloverRepository(connection).list()) {
        const bool same_owner =
            other.domain == rollover.domain && other.provider == rollover.provider;
        if (is_over(other) || !same_owner) continue;
        const bool same_kind =
            other.kind == rollover.kind && (other.old_qualifier == rollover.old_qualifier ||
                                            other.new_qualifier == rollover.new_qualifier);
        const bool both_lower = !other.lowered_to.empty() && !rollover.lowered_to.empty() &&
                                other.kind != "mta-sts-removal";
        if (same_kind || both_lower)
            return against(
                whose(rollover) + " is in roll-over " + std::to_string(other.id) + " of " +
                other.kind + " already" +
                (same_kind ? "" : ", which lowers the TTL: do without --ttl")
            );
    }
    return {};
}

} // namespace

Result<Rollover> prepared(storage::Connection& connection, const RolloverWish& wish) {
    const auto row = std::ranges::find(preparations, wish.kind, &Preparation::kind);
    if (row == preparations.end()) return unknown_kind(wish.kind);
    Rollover rollover;
    rollover.kind = wish.kind;
    rollover.domain = wish.domain;
    rollover.provider = wish.domain.empty() ? wish.provider : 0;
    rollover.hold = wish.hold;
    rollover.margin = wish.margin;
    rollover.hook = wish.hook;
    const auto has = OwnerAttributes::of(connection, rollover);
    if (!has) return has.error();
    if (row->lowers_ttl && !wish.lowered_to.empty()) {
        const auto ttl = to_attribute({"dns_ttl", "", wish.lowered_to});
        if (!ttl) return ttl.error();
        rollover.lowered_from = has->own(AttributeId::dns_ttl);
        rollover.lowered_to = ttl->value;
    }
    const auto ready = row->prepare(*has, wish, rollover);
    if (!ready) return ready.error();
    const auto alone = check_alone(connection, rollover);
    if (!alone) return alone.error();
    return rollover;
}

} // namespace fingerpost::publish

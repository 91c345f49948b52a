#include "publish/push.hpp"

#include "publish/observe.hpp"
#include "publish/seen.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace fingerpost::publish {

namespace {

namespace asio = boost::asio;
using zone::Demand;
using zone::Edit;
using zone::Rcode;
using zone::RRset;

struct RcodeRow {
    Rcode rcode;
    PushStatus status;
    const char* meaning;
};
constexpr std::array meanings{
    RcodeRow{
        Rcode::refused,
        PushStatus::refused,
        "the zone's update-policy or allow-update does not allow it to our key; see: fingerpost "
        "dns setup bind"},
    RcodeRow{
        Rcode::not_authorised,
        PushStatus::refused,
        "the server is not the primary of this zone, or does not know our key"},
    RcodeRow{Rcode::not_in_zone, PushStatus::refused, "a name lies outside the zone"},
    RcodeRow{Rcode::not_implemented, PushStatus::refused, "the server makes no dynamic updates"},
    RcodeRow{Rcode::format_error, PushStatus::refused, "the server cannot read the update"},
    RcodeRow{Rcode::no_such_name, PushStatus::moved, "a name is gone since it was looked at"},
    RcodeRow{
        Rcode::name_exists,
        PushStatus::moved,
        "something else stands at a name that shall become an alias"},
    RcodeRow{
        Rcode::rrset_exists, PushStatus::moved, "a record, or an alias, appeared in the meantime"},
    RcodeRow{Rcode::no_such_rrset, PushStatus::moved, "a record changed in the meantime"},
};

struct Verdict {
    PushStatus status = PushStatus::unknown;
    std::string why;
};

Verdict judged(Rcode rcode) {
    for (const auto& row : meanings)
        if (row.rcode == rcode) return {row.status, zone::name(rcode) + ": " + row.meaning};
    return {PushStatus::unknown, "the answer is " + zone::name(rcode)};
}

std::vector<std::string>
only_in(const std::vector<std::string>& one, const std::vector<std::string>& other) {
    std::vector<std::string> left;
    for (const auto& value : one)
        if (std::find(other.begin(), other.end(), value) == other.end()) left.push_back(value);
    return left;
}

RRset with_values(RRset set, std::vector<std::string> values) {
    set.values = std::move(values);
    return set;
}

/// Collects one message; deletions stand before additions, so that an alias can take a name over.
class UpdateMaker {
public:
    explicit UpdateMaker(const std::string& zone) : update_{zone} {}

    Result<void> add(const Changes& changes) {
        for (const auto& change : changes)
            if (change.acts() && !change.before.values.empty())
                freed_.insert({change.owner(), change.type()});
        for (const auto& change : changes) {
            if (!change.acts()) continue;
            const bool own_ns = change.type() == "NS" && change.owner() == update_.zone;
            if (change.type() == "SOA" || own_ns)
                return Error{
                    Errc::bad_request,
                    change.owner() + " " + change.type() + " is the zone's own and never touched"};
            demand(change);
            edit(change);
        }
        return {};
    }

    zone::Update take() {
        auto& edits = update_.edits;
        std::move(additions_.begin(), additions_.end(), std::back_inserter(edits));
        return std::move(update_);
    }

private:
    void demand(const Change& change) {
        const auto& after = change.after;
        if (change.before.values.empty())
            update_.demands.push_back({Demand::rrset_absent, after});
        else
            update_.demands.push_back({Demand::rrset_is, change.before});
        if (only_in(after.values, change.before.values).empty()) return;
        // RFC 2136 §3.4.2.2: an alias beside data, and data beside an alias, are ignored in silence
        if (after.type == "CNAME" && change.before.values.empty())
            demand_room_for_alias(after);
        else if (after.type != "CNAME" && guarded_.insert(after.owner).second)
            demand_absent(after.owner, "CNAME");
    }

    /// No demand says "nothing but what is deleted here", so that the usual types are named.
    void demand_room_for_alias(const RRset& alias) {
        const auto freed = freed_.lower_bound({alias.owner, {}});
        if (freed == freed_.end() || freed->first != alias.owner) {
            update_.demands.push_back({Demand::name_free, alias});
            return;
        }
        for (const char* type :
             {"A", "AAAA", "CAA", "HTTPS", "MX", "NS", "SRV", "SVCB", "TLSA", "TXT"})
            demand_absent(alias.owner, type);
    }

    void demand_absent(const std::string& owner, const std::string& type) {
        if (!freed_.contains({owner, type}))
            update_.demands.push_back({Demand::rrset_absent, {owner, type, 0, {}}});
    }

    void edit(const Change& change) {
        auto gone = only_in(change.before.values, change.after.values);
        if (!gone.empty())
            update_.edits.push_back(
                {Edit::remove_values, with_values(change.before, std::move(gone))}
            );
        const bool retimed = change.before.ttl != change.after.ttl;
        auto fresh =
            retimed ? change.after.values : only_in(change.after.values, change.before.values);
        if (!fresh.empty())
            additions_.push_back({Edit::add, with_values(change.after, std::move(fresh))});
    }

    zone::Update update_;
    std::vector<zone::Update::Edited> additions_;
    std::set<std::pair<std::string, std::string>> freed_; ///< RRsets of which something was there
    std::set<std::string> guarded_;                       ///< owners demanded to be no alias
};

using Group = std::vector<std::size_t>; ///< indexes of domains

class Pusher {
public:
    Pusher(
        NameServer& primary,
        const std::string& zone,
        const std::vector<DomainChanges>& domains,
        const PushSettings& settings
    )
        : primary_(primary), zone_(zone), domains_(domains), settings_(settings) {
        for (const auto& domain : domains)
            results.push_back({domain.domain, PushStatus::unknown, "not sent"});
    }

    std::vector<PushResult> results;

    asio::awaitable<void> push(Group group) {
        const auto verdict = co_await send(group);
        if (verdict.status == PushStatus::applied) {
            if (settings_.read_back)
                co_await look(group);
            else
                set(group, verdict);
        } else if (group.size() > 1 && verdict.status != PushStatus::unknown) {
            for (const auto index : group) {
                Group alone(1, index);
                co_await push(std::move(alone));
            }
        } else {
            set(group, verdict);
        }
    }

private:
    /// `applied` stands for NOERROR.
    asio::awaitable<Verdict> send(Group group) {
        const auto message = message_of(group);
        if (!message) co_return Verdict{PushStatus::refused, message.error().what};
        Verdict verdict;
        auto pause = settings_.first_pause;
        for (int left = settings_.tries; left > 0; --left) {
            const auto answer = co_await primary_.ask(*message);
            verdict = judged(answer);
            if (verdict.status != PushStatus::unknown) co_return verdict;
            if (left > 1) co_await settings_.pace.pause(pause);
            pause *= 2;
            // an update whose answer is lost may have been made: its demands would fail now
            const bool made = co_await is_made(group);
            if (made) co_return Verdict{PushStatus::applied, {}};
        }
        co_return verdict;
    }

    static Verdict judged(const Result<zone::Message>& answer) {
        if (answer && answer->rcode == Rcode::no_error) return {PushStatus::applied, {}};
        if (answer) return publish::judged(answer->rcode);
        const bool refused = answer.error().code == Errc::unauthorised;
        return {refused ? PushStatus::refused : PushStatus::unknown, answer.error().what};
    }

    Result<std::string> message_of(const Group& group) const {
        Changes all;
        for (const auto index : group) {
            const auto& changes = domains_[index].changes;
            all.insert(all.end(), changes.begin(), changes.end());
        }
        const auto update = update_of(zone_, all);
        if (!update) return update.error();
        return zone::write_update(0, *update);
    }

    asio::awaitable<bool> is_made(Group group) {
        const auto seen = co_await see(group);
        const auto made = [&](std::size_t index) {
            return sight_of(domains_[index].changes, seen).state == Sight::made;
        };
        co_return std::all_of(group.begin(), group.end(), made);
    }

    /// An inline-signed zone shows a change a moment after it is made.
    asio::awaitable<void> look(Group group) {
        auto pause = settings_.first_pause;
        for (int left = settings_.tries; left > 0 && !group.empty(); --left) {
            const auto seen = co_await see(group);
            const auto settled = [&](std::size_t index) {
                const auto sight = sight_of(domains_[index].changes, seen);
                set(Group(1, index), judged(sight));
                return sight.state == Sight::made;
            };
            std::erase_if(group, settled);
            if (left > 1 && !group.empty()) co_await settings_.pace.pause(pause);
            pause *= 2;
        }
    }

    static Verdict judged(const Sight& sight) {
        if (sight.state == Sight::made) return {PushStatus::applied, {}};
        if (sight.state == Sight::unreadable)
            return {
                PushStatus::unknown,
                "the server answered NOERROR, but " + sight.what + " cannot be read: " + sight.why};
        return {
            PushStatus::ignored,
            "the server answered NOERROR, but " + sight.what +
                " is not what was sent; its log says why"};
    }

    /// What was added needs no look for wildcards: they reach no name that something stands at.
    asio::awaitable<Observed> see(Group group) {
        std::vector<Question> added, removed;
        for (const auto index : group)
            for (const auto& change : domains_[index].changes)
                if (change.acts())
                    (change.after.values.empty() ? removed : added)
                        .emplace_back(change.owner(), change.type());
        ObserveSettings how;
        how.pace = settings_.pace;
        auto seen = co_await observe(primary_, std::move(removed), how);
        how.find_wildcards = false;
        const auto rest = co_await observe(primary_, std::move(added), how);
        for (const auto& [question, set] : rest.all())
            seen.add(question, set);
        co_return seen;
    }

    void set(const Group& group, const Verdict& verdict) {
        for (const auto index : group) {
            results[index].status = verdict.status;
            results[index].why = verdict.why;
        }
    }

    NameServer& primary_;
    const std::string& zone_;
    const std::vector<DomainChanges>& domains_;
    const PushSettings& settings_;
};

bool acts(const DomainChanges& domain) {
    const auto does = [](const Change& change) { return change.acts(); };
    return std::any_of(domain.changes.begin(), domain.changes.end(), does);
}

} // namespace

std::string_view name(PushStatus status) {
    constexpr std::array<std::string_view, 5> names{
        "applied", "refused", "moved", "ignored", "unknown"};
    return names.at(static_cast<std::size_t>(status));
}

Result<zone::Update> update_of(const std::string& zone, const Changes& changes) {
    UpdateMaker maker(zone);
    if (const auto added = maker.add(changes); !added) return added.error();
    return maker.take();
}

asio::awaitable<std::vector<PushResult>> push(
    NameServer& primary, std::string zone, std::vector<DomainChanges> domains, PushSettings settings
) {
    Pusher pusher(primary, zone, domains, settings);
    std::vector<Group> groups;
    for (std::size_t i = 0; i < domains.size(); ++i) {
        if (!acts(domains[i])) {
            pusher.results[i] = {domains[i].domain, PushStatus::applied, {}};
            continue;
        }
        if (groups.empty() || groups.back().size() >= settings.domains_per_message)
            groups.emplace_back();
        groups.back().push_back(i);
    }
    const auto one = [&](std::size_t i) { return pusher.push(groups[i]); };
    co_await together(groups.size(), settings.messages_at_once, one);
    co_return std::move(pusher.results);
}

} // namespace fingerpost::publish

#include "directory/directory.hpp"

#include "base/log.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace fingerpost::directory {

namespace {

namespace asio = boost::asio;
using Clock = std::chrono::steady_clock;
using Counted = metrics::Lookup;

Counted counted(const Result<std::optional<Person>>& found) {
    if (found) return *found ? Counted::found : Counted::absent;
    return found.error().code == Errc::timeout ? Counted::timeout : Counted::failed;
}

} // namespace

struct Directory::Ticket {
    Directory& directory;
    LookupShare lookup;
    std::shared_ptr<Waiter> waiter;
    ~Ticket() { directory.leave(*lookup, waiter); }
};

// ---- on the request's thread --------------------------------------------------------------------

asio::awaitable<std::optional<Person>>
Directory::find(std::shared_ptr<const LdapServer> server, Address address, Time deadline) {
    const auto executor = co_await asio::this_coro::executor;
    const Question question{std::move(server), address.str(), deadline};
    const auto asked = ask(question, executor);
    if (!asked.waiter) {
        metrics_.directory_lookup(asked.result);
        co_return asked.person;
    }
    const Ticket ticket{*this, asked.lookup, asked.waiter};
    asked.waiter->alarm.expires_at(deadline);
    constexpr auto as_result = asio::as_tuple(asio::use_awaitable);
    co_await asked.waiter->alarm.async_wait(as_result);
    metrics_.directory_lookup(asked.waiter->result);
    co_return asked.waiter->person;
}

Directory::Asked Directory::ask(const Question& question, const asio::any_io_executor& executor) {
    const auto now = Clock::now();
    auto key = std::to_string(question.server->id) + ' ' + question.address;
    std::lock_guard lock(mutex_);
    const auto place = place_for(question.server);
    if (auto known = cache_.find(key, now)) return {Counted::cached, std::move(known->person)};
    auto lookup = under_way_[key];
    if (!lookup) {
        lookup = std::make_shared<Lookup>(Lookup{key, question.address, question.deadline});
        const auto refused = begin(place, lookup, now);
        if (refused) {
            under_way_.erase(key);
            return {*refused};
        }
        under_way_[key] = lookup;
    }
    auto waiter = std::make_shared<Waiter>(executor);
    lookup->waiters.push_back(waiter);
    return {Counted::timeout, std::nullopt, std::move(lookup), std::move(waiter)};
}

/// Why the server will not be asked, if so.
std::optional<metrics::Lookup>
Directory::begin(const PlaceShare& place, const LookupShare& lookup, Time now) {
    if (stopped_) return Counted::spared;
    if (lookup->deadline <= now) return Counted::timeout;
    const bool all_busy = place->busy >= sessions_max;
    if (all_busy && place->queue.size() >= waiting_max) return Counted::crowded;
    if (!place->breaker.allows(now)) return Counted::spared;
    if (all_busy) {
        place->queue.push_back(lookup);
        return std::nullopt;
    }
    ++place->busy;
    if (!pool_) pool_.emplace(threads);
    asio::post(*pool_, [this, place, lookup] { work(place, lookup); });
    return std::nullopt;
}

void Directory::leave(Lookup& lookup, const std::shared_ptr<Waiter>& waiter) {
    std::lock_guard lock(mutex_);
    std::erase(lookup.waiters, waiter);
}

/// A row that was changed is another server, of which nothing is known yet.
Directory::PlaceShare Directory::place_for(const std::shared_ptr<const LdapServer>& server) {
    auto& place = places_[server->id];
    if (place && (place->server == server || *place->server == *server)) return place;
    if (place) cache_.clear();
    place = std::make_shared<Place>(Place{server, protection_});
    count_failing();
    return place;
}

// ---- on a thread of the pool --------------------------------------------------------------------

void Directory::work(const PlaceShare& place, LookupShare lookup) {
    while (lookup) {
        const auto found = look_up(*place, *lookup);
        lookup = finish(*place, lookup, found);
    }
}

Directory::Found Directory::look_up(Place& place, const Lookup& lookup) {
    const auto& server = *place.server;
    const auto keep = [&](Session session) {
        std::lock_guard lock(mutex_);
        place.idle.push_back(std::move(session));
    };
    if (auto session = take_idle(place)) {
        auto found = session->find(server, lookup.address, lookup.deadline);
        if (found) keep(std::move(*session));
        if (found || found.error().code == Errc::timeout) return found;
        // the server may have closed it long ago: a new one tells
    }
    auto session = Session::open(server, place.protection, lookup.deadline);
    if (!session) return session.error();
    auto found = session->find(server, lookup.address, lookup.deadline);
    if (found) keep(std::move(*session));
    return found;
}

std::optional<Session> Directory::take_idle(Place& place) {
    std::vector<Session> old; // ended outside the lock
    std::lock_guard lock(mutex_);
    if (place.idle.empty()) return std::nullopt;
    if (Clock::now() - place.idle.back().last_used() > idle_max) {
        old.swap(place.idle); // the last one was used last
        return std::nullopt;
    }
    std::optional<Session> taken(std::move(place.idle.back()));
    place.idle.pop_back();
    return taken;
}

/// Has all who waited go on, and gives what this thread has to do next for the server.
Directory::LookupShare
Directory::finish(Place& place, const LookupShare& lookup, const Found& found) {
    const auto now = Clock::now();
    std::vector<Session> broken;
    std::lock_guard lock(mutex_);
    if (found) {
        place.breaker.succeeded();
        const auto current = places_.find(place.server->id);
        if (current != places_.end() && current->second.get() == &place)
            cache_.keep(lookup->key, *found, now);
    } else {
        place.breaker.failed(now);
        broken.swap(place.idle);
    }
    tell(place, found, now);
    answer(*lookup, found ? *found : std::nullopt, counted(found));
    return next_of(place, now);
}

/// Null: this thread has nothing more to do here.
Directory::LookupShare Directory::next_of(Place& place, Time now) {
    while (!place.queue.empty()) {
        auto next = std::move(place.queue.front());
        place.queue.pop_front();
        const bool late = next->deadline <= now;
        if (!late && !stopped_ && !place.breaker.open()) return next;
        answer(*next, std::nullopt, late ? Counted::timeout : Counted::spared);
    }
    --place.busy;
    return nullptr;
}

void Directory::answer(
    Lookup& lookup, const std::optional<Person>& person, metrics::Lookup result
) {
    for (auto& waiter : lookup.waiters) {
        const auto executor = waiter->alarm.get_executor();
        asio::post(executor, [waiter = std::move(waiter), person, result] {
            waiter->person = person;
            waiter->result = result;
            waiter->alarm.cancel();
        });
    }
    lookup.waiters.clear();
    under_way_.erase(lookup.key);
}

void Directory::tell(Place& place, const Found& found, Time now) {
    const auto id = std::to_string(place.server->id);
    if (!found && now >= place.quiet_until) {
        log::event(
            log::Level::error,
            "directory_failed",
            {{"ldapserver", id},
             {"reason", found.error().what},
             {"consequence", "its domains are answered without it"}}
        );
        place.quiet_until = now + quiet_time;
        place.told = true;
    }
    if (found && place.told) {
        log::event(log::Level::warning, "directory_answers_again", {{"ldapserver", id}});
        place.told = false;
    }
    if (place.failing == !found) return;
    place.failing = !found;
    count_failing();
}

void Directory::count_failing() {
    const auto fails = [](const auto& place) { return place.second && place.second->failing; };
    const auto count = std::ranges::count_if(places_, fails);
    metrics_.directories_failing(static_cast<std::size_t>(count));
}

// ---- from outside -------------------------------------------------------------------------------

void Directory::use(Protection protection) {
    std::map<std::int64_t, PlaceShare> old; // its sessions are ended outside the lock
    std::lock_guard lock(mutex_);
    protection_ = std::move(protection);
    cache_.clear();
    old.swap(places_);
    count_failing();
}

void Directory::stop() {
    {
        std::lock_guard lock(mutex_);
        stopped_ = true;
    }
    if (pool_) pool_->join();
}

} // namespace fingerpost::directory

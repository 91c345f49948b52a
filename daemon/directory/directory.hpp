/// @file
/// Looks people up for request threads, which never wait for a directory but for an answer that
/// comes within the budget or not at all. A directory that is slow, dead or asked too much costs
/// nothing but the names it would have told.
#pragma once

#include "catalog/address.hpp"
#include "directory/breaker.hpp"
#include "directory/person_cache.hpp"
#include "directory/session.hpp"
#include "metrics/metrics.hpp"

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace fingerpost::directory {

/// Any thread may call it. Has no thread before the first look-up.
class Directory {
public:
    static constexpr std::chrono::seconds budget{2}; ///< for all that one request looks up
    static constexpr std::size_t threads = 8;
    static constexpr std::size_t sessions_max = 4;        ///< with one server
    static constexpr std::size_t waiting_max = 64;        ///< look-ups that wait for one of those
    static constexpr std::chrono::seconds idle_max{60};   ///< a session is not used after that
    static constexpr std::chrono::seconds quiet_time{60}; ///< between two log events of a server

    /// `metrics` must outlive it.
    explicit Directory(metrics::Metrics& metrics) : metrics_(metrics) {}
    ~Directory() { stop(); }
    Directory(const Directory&) = delete;
    Directory& operator=(const Directory&) = delete;

    /// Forgets all that it knows and holds, since it was had in another way.
    void use(Protection protection);

    /// None when nobody is there, and when the directory cannot tell by the deadline; which of
    /// both, the log and the metrics know. The executor must run on one thread and be there until
    /// stop().
    boost::asio::awaitable<std::optional<Person>>
    find(std::shared_ptr<const LdapServer> server, Address address, Time deadline);

    /// Waits for running look-ups; all others end without an answer.
    void stop();

private:
    using Found = Result<std::optional<Person>>;

    /// Somebody who waits.
    struct Waiter {
        explicit Waiter(const boost::asio::any_io_executor& executor) : alarm(executor) {}
        boost::asio::steady_timer alarm; ///< cancelled when the answer is there
        std::optional<Person> person = {};
        metrics::Lookup result = metrics::Lookup::timeout;
    };
    using Waiters = std::vector<std::shared_ptr<Waiter>>;

    /// One search, for all who asked the same in the meantime.
    struct Lookup {
        std::string key; ///< of the cache
        std::string address;
        Time deadline;
        Waiters waiters = {};
    };
    using LookupShare = std::shared_ptr<Lookup>;

    /// What is known of one server. Guarded by mutex_, but for `server` and `protection`.
    struct Place {
        std::shared_ptr<const LdapServer> server;
        Protection protection;
        Breaker breaker = {};
        std::vector<Session> idle = {};
        std::deque<LookupShare> queue = {};
        std::size_t busy = 0; ///< sessions in use
        bool failing = false;
        bool told = false; ///< the log says that it fails
        Time quiet_until = {};
    };
    using PlaceShare = std::shared_ptr<Place>;

    /// A waiter's place with its look-up, left at the end of the request whatever ends it.
    struct Ticket;

    struct Question {
        std::shared_ptr<const LdapServer> server;
        std::string address;
        Time deadline;
    };
    /// With a waiter, the answer is still to come.
    struct Asked {
        metrics::Lookup result;
        std::optional<Person> person = {};
        LookupShare lookup = {};
        std::shared_ptr<Waiter> waiter = {};
    };
    Asked ask(const Question& question, const boost::asio::any_io_executor& executor);
    std::optional<metrics::Lookup>
    begin(const PlaceShare& place, const LookupShare& lookup, Time now);
    void leave(Lookup& lookup, const std::shared_ptr<Waiter>& waiter);

    void work(const PlaceShare& place, LookupShare lookup);
    Found look_up(Place& place, const Lookup& lookup);
    std::optional<Session> take_idle(Place& place);
    LookupShare finish(Place& place, const LookupShare& lookup, const Found& found);
    LookupShare next_of(Place& place, Time now);

    PlaceShare place_for(const std::shared_ptr<const LdapServer>& server);
    void answer(Lookup& lookup, const std::optional<Person>& person, metrics::Lookup result);
    void tell(Place& place, const Found& found, Time now);
    void count_failing();

    metrics::Metrics& metrics_;
    std::mutex mutex_;
    Protection protection_;
    PersonCache cache_;
    std::map<std::int64_t, PlaceShare> places_;              ///< by id of the server's row
    std::unordered_map<std::string, LookupShare> under_way_; ///< by key
    std::optional<boost::asio::thread_pool> pool_;
    bool stopped_ = false;
};

} // namespace fingerpost::directory

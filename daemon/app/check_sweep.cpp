#include "app/check_sweep.hpp"

#include "app/domain_check.hpp"
#include "base/clock.hpp"
#include "base/log.hpp"
#include "catalog/domain.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <utility>

namespace fingerpost::app {

namespace asio = boost::asio;
using metrics::Standing;

namespace {

constexpr std::size_t looks_at_once = 128;
constexpr std::size_t kept_at_once = 256;  ///< in one transaction
constexpr std::size_t not_kept_max = 1024; ///< while the database is away
constexpr std::int64_t due_at_once = 500;
constexpr int few_turns = 5;             ///< while the catalog changes all the time
constexpr std::size_t told_at_once = 20; ///< lines in the log

bool is_error(const std::string& severity) {
    return severity == name(check::Severity::error);
}

/// Errors and their ends. Not what was found: that may name people.
void log_changes(const std::vector<storage::CheckChange>& changes) {
    std::size_t told = 0;
    std::size_t left = 0;
    for (const auto& change : changes) {
        if (is_error(change.before) == is_error(change.after)) continue;
        if (told++ >= told_at_once) {
            ++left;
            continue;
        }
        const bool begins = is_error(change.after);
        log::event(
            begins ? log::Level::warning : log::Level::info,
            begins ? "dns_check_failing" : "dns_check_recovered",
            {{"domain", change.domain}, {"check", change.check}}
        );
    }
    if (left > 0)
        log::event(
            log::Level::warning,
            "dns_checks_changed",
            {{"more", std::to_string(left)}, {"see", "fingerpost check changes"}}
        );
}

} // namespace

CheckSweep::CheckSweep(
    const Snapshot<Catalog>& catalog,
    storage::DatabaseUrl url,
    metrics::Metrics& metrics,
    Rhythm rhythm,
    MakeLook make_look
)
    : catalog_(catalog), url_(std::move(url)), metrics_(metrics), rhythm_(rhythm),
      make_look_(std::move(make_look)) {}

CheckSweep::CheckSweep(
    const Snapshot<Catalog>& catalog, storage::DatabaseUrl url, metrics::Metrics& metrics
)
    : CheckSweep(catalog, std::move(url), metrics, Rhythm(), look_by_checks) {}

CheckSweep::~CheckSweep() {
    stop();
}

void CheckSweep::use(const Settings& settings) {
    const bool wanted = settings.check_period > 0 && !url_.file.empty();
    if (!wanted && !thread_.joinable()) return;
    auto fresh = wanted ? std::optional(settings) : std::nullopt;
    asio::post(context_, [this, fresh = std::move(fresh)] {
        settings_ = fresh;
        look_ = nullptr; // other settings may see other things
        if (!settings_) rest();
    });
    if (thread_.joinable()) return;
    asio::co_spawn(context_, watch(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
}

void CheckSweep::stop() {
    if (!thread_.joinable()) return;
    asio::post(context_, [this] {
        stopping_ = true;
        timer_.cancel();
        for (const auto& each : all_looks_)
            if (const auto look = each.lock()) look->stop();
    });
    thread_.join();
}

asio::awaitable<void> CheckSweep::watch() {
    while (!stopping_) {
        try_turn();
        boost::system::error_code stopped;
        auto token = asio::redirect_error(asio::use_awaitable, stopped);
        timer_.expires_after(rhythm_.turn);
        co_await timer_.async_wait(token);
    }
}

/// The wall of this job: whatever is thrown ends here.
void CheckSweep::try_turn() {
    if (stopping_ || !settings_ || Clock::now() < not_before_) return;
    try {
        turn();
    } catch (const std::exception& error) {
        lost(error.what());
    }
}

void CheckSweep::turn() {
    const bool is_new = !connection_;
    if (is_new) open();
    (void)connection_->data_version(); // throws when another file has taken the database's place
    notice_changes();
    if (is_new) resume();
    save();
    if (!renew()) return;
    start_looks();
    if (round_.is_over()) finish_round();
}

void CheckSweep::open() {
    connection_ = storage::open(url_, storage::Mode::read_write);
    if (!connection_->has_table("fingerpost_check_sweep"))
        throw storage::SqlError("the database lacks the tables of sweeps; `fingerpost serve` that "
                                "may write makes them");
    ledger_.emplace(*connection_);
    rows_.emplace(*connection_);
    round_.connect(*connection_, unix_time());
    complaint_.clear();
    due_.clear();
}

/// A pause that a restart interrupted is waited for to its end.
void CheckSweep::resume() {
    const auto passed = std::chrono::seconds(unix_time() - round_.position().moved_at);
    const Clock::duration left = interval() - passed;
    next_turn_ = Clock::now() + std::clamp(left, Clock::duration(), interval());
}

/// What was found is kept until the database is back.
void CheckSweep::lost(const std::string& why) {
    complain(why);
    close();
    not_before_ = Clock::now() + rhythm_.retry;
}

void CheckSweep::close() {
    round_.disconnect();
    rows_.reset();
    ledger_.reset();
    connection_.reset();
}

void CheckSweep::complain(const std::string& why) {
    if (why != complaint_) log::event(log::Level::error, "check_sweep_waits", {{"reason", why}});
    complaint_ = why;
}

void CheckSweep::rest() {
    close();
    round_.take_back();
    for (const auto& done : done_)
        busy_.erase(done.job.domain);
    done_.clear();
    metrics_.standings({}, std::nullopt);
}

/// Domains that have changed become due, those that are gone are forgotten.
void CheckSweep::notice_changes() {
    auto current = catalog_.get();
    if (current == seen_) return;
    std::vector<std::string> changed;
    std::vector<std::string> gone;
    std::ptrdiff_t more = 0;
    const auto count = [&more](std::string_view row, const Offer&) {
        if (!row.starts_with('*')) ++more;
    };
    const auto compare = [&](std::string_view row, const Offer* was, const Offer* is) {
        if (row.starts_with('*')) return;
        more += (is ? 1 : 0) - (was ? 1 : 0);
        (is ? changed : gone).emplace_back(row);
    };
    if (seen_)
        current->for_each_change(*seen_, compare);
    else
        current->for_each(count);
    storage::Transaction transaction(*connection_);
    const auto now = unix_time();
    rows_->look_again(changed, now + rhythm_.again.count(), now);
    for (const auto& domain : gone)
        ledger_->forget(domain);
    transaction.commit();
    (void)ledger_->committed();
    domains_ += more;
    seen_ = std::move(current);
}

/// Reads now and then what is not the catalog's. False when nobody can look.
bool CheckSweep::renew() {
    const auto now = Clock::now();
    const auto pause = look_of_ == seen_ ? rhythm_.renew : few_turns * rhythm_.turn;
    if (look_ && now - renewed_ < pause) return true;
    auto policy = read_policy(*connection_);
    if (!policy) return complain(policy.error().what), false;
    auto look = make_look_(context_, *settings_, seen_);
    if (!look) return complain(look.error().what), false;
    policy_ = std::move(*policy);
    look_ = std::move(*look);
    look_of_ = seen_;
    renewed_ = now;
    complaint_.clear();
    std::erase_if(all_looks_, [](const auto& each) { return each.expired(); });
    all_looks_.push_back(look_);
    return true;
}

/// What was found, what follows from it, and how far the round is: all of it or nothing.
void CheckSweep::save() {
    const auto now = Clock::now();
    if (done_.empty() || (done_.size() < kept_at_once && now - saved_ < rhythm_.turn)) return;
    std::size_t finished = 0;
    std::vector<std::uint64_t> numbers;
    {
        storage::Transaction transaction(*connection_);
        for (const auto& [job, looked] : done_) {
            numbers.push_back(job.number);
            if (!looked) {
                rows_->looked_at(job.domain, unix_time());
                continue;
            }
            ledger_->keep(*looked, policy_, looked->at + rhythm_.again.count());
            ++finished;
        }
        round_.keep(numbers, unix_time());
        transaction.commit();
    }
    round_.committed();
    for (const auto& done : done_)
        busy_.erase(done.job.domain);
    metrics_.checked(finished, done_.size() - finished);
    done_.clear();
    saved_ = now;
    log_changes(ledger_->committed());
    tell_metrics();
}

void CheckSweep::tell_metrics() {
    auto standings = ledger_->standings();
    std::ptrdiff_t unchecked = domains_;
    for (const auto count : standings)
        unchecked -= static_cast<std::ptrdiff_t>(count);
    standings[static_cast<std::size_t>(Standing::unchecked)] =
        static_cast<std::size_t>(std::max<std::ptrdiff_t>(unchecked, 0));
    const auto oldest = ledger_->oldest();
    metrics_.standings(
        standings, oldest ? std::optional(static_cast<double>(*oldest)) : std::nullopt
    );
}

void CheckSweep::finish_round() {
    const auto now = unix_time();
    const auto served = [this](std::string_view name) { return seen_->find_row(name) != nullptr; };
    const auto gone = ledger_->gone(served);
    storage::Transaction transaction(*connection_);
    for (const auto& domain : gone)
        ledger_->forget(domain);
    const auto position = round_.position();
    round_.begin_next(now);
    transaction.commit();
    ledger_->recount();
    tell_metrics();
    if (position.round == 0) next_turn_ = Clock::now() + interval();
    const auto seconds = now - position.began_at;
    const auto period = std::int64_t{settings_->check_period} * 3600;
    const bool late = seconds > period + period / 10;
    log::event(
        late ? log::Level::warning : log::Level::info,
        late ? "check_round_late" : "check_round",
        {{"domains", std::to_string(position.looked_at)}, {"seconds", std::to_string(seconds)}}
    );
}

void CheckSweep::start_looks() {
    if (due_.empty()) {
        const auto names = rows_->due(unix_time(), due_at_once);
        due_.assign(names.begin(), names.end());
    }
    while (looking_ < looks_at_once && done_.size() < not_kept_max) {
        auto job = next_due();
        if (!job) job = next_in_round();
        if (!job) return;
        auto memory = ledger_->memory(job->domain);
        busy_.insert(job->domain);
        ++looking_;
        asio::co_spawn(
            context_, look_at(std::move(*job), std::move(memory), look_), asio::detached
        );
    }
}

std::optional<CheckSweep::Job> CheckSweep::next_due() {
    while (!due_.empty()) {
        Job job{std::move(due_.front())};
        due_.pop_front();
        if (!busy_.contains(job.domain)) return job;
    }
    return std::nullopt;
}

/// Without what is not served, and what will be looked at soon or is just now.
std::optional<CheckSweep::Job> CheckSweep::next_in_round() {
    while (domains_ > 0 && Clock::now() >= next_turn_) {
        auto turn = round_.take();
        if (!turn) return std::nullopt;
        const auto domain = parse_domain(turn->row);
        if (domain && seen_->find_row(*domain)) {
            // what was missed is made up for, but not all at once
            next_turn_ = std::max(next_turn_ + interval(), Clock::now() - rhythm_.retry);
            if (!busy_.contains(*domain) && !rows_->is_due(*domain))
                return Job{*domain, turn->number};
        }
        round_.skip(turn->number);
    }
    return std::nullopt;
}

/// From one domain's turn to the next. The first round is not held up: nothing is known yet.
CheckSweep::Clock::duration CheckSweep::interval() const {
    if (domains_ <= 0 || round_.position().round == 0) return {};
    const Clock::duration period = std::chrono::hours(settings_->check_period);
    return period / domains_;
}

asio::awaitable<void>
CheckSweep::look_at(Job job, Memory memory, std::shared_ptr<DomainLook> look) {
    Done done{job, Error{Errc::upstream, "could not be looked at"}};
    try {
        auto seen = co_await look->look(job.domain, memory);
        if (seen)
            done.looked = Looked{
                job.domain,
                unix_time(),
                std::move(seen->findings),
                std::move(seen->desired),
                std::move(memory),
                job.number != 0};
        else
            done.looked = seen.error();
    } catch (const std::exception& error) {
        done.looked = Error{Errc::upstream, error.what()};
    }
    --looking_;
    if (stopping_ || !settings_) {
        busy_.erase(job.domain);
        co_return;
    }
    done_.push_back(std::move(done));
    if (is_woken_) co_return;
    is_woken_ = true;
    asio::post(context_, [this] {
        is_woken_ = false;
        try_turn();
    });
}

} // namespace fingerpost::app

#include "app/auto_publication.hpp"

#include "base/log.hpp"
#include "publish/preview.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace fingerpost::app {

namespace asio = boost::asio;

namespace {

/// A further change is not kept waiting for long by a secondary that is away.
constexpr std::chrono::seconds longest_wait{20};

} // namespace

AutoPublication::AutoPublication(
    const Snapshot<Catalog>& catalog, storage::DatabaseUrl url, Rhythm rhythm
)
    : catalog_(catalog), url_(std::move(url)), rhythm_(rhythm) {}

AutoPublication::AutoPublication(const Snapshot<Catalog>& catalog, storage::DatabaseUrl url)
    : AutoPublication(catalog, std::move(url), Rhythm()) {}

AutoPublication::~AutoPublication() {
    stop();
}

void AutoPublication::use(const Settings& settings) {
    const bool possible = settings.dns_target != DnsTarget::none && !url_.file.empty();
    auto wanted = possible ? std::optional(settings) : std::nullopt;
    asio::post(context_, [this, wanted = std::move(wanted)] {
        settings_ = wanted;
        seen_ = nullptr; // other settings may desire other records
    });
    if (thread_.joinable()) return;
    asio::co_spawn(context_, watch(), asio::detached);
    thread_ = std::thread([this] { context_.run(); });
}

void AutoPublication::stop() {
    if (!thread_.joinable()) return;
    asio::post(context_, [this] {
        settings_.reset();
        rhythm_.look = std::chrono::milliseconds(-1);
        timer_.cancel();
    });
    thread_.join();
}

asio::awaitable<void> AutoPublication::watch() {
    while (rhythm_.look.count() >= 0) {
        if (settings_ && is_due()) {
            first_change_.reset();
            const bool done = co_await publish();
            if (!done) first_change_ = last_change_;
            if (!done) not_before_ = Clock::now() + rhythm_.retry;
        }
        if (rhythm_.look.count() < 0) break;
        boost::system::error_code stopped;
        auto token = asio::redirect_error(asio::use_awaitable, stopped);
        timer_.expires_after(rhythm_.look);
        co_await timer_.async_wait(token);
    }
}

bool AutoPublication::is_due() {
    const auto now = Clock::now();
    auto current = catalog_.get();
    if (current != seen_) {
        seen_ = std::move(current);
        last_change_ = now;
        if (!first_change_) first_change_ = now;
    }
    if (!first_change_ || now < not_before_) return false;
    return now >= last_change_ + rhythm_.settle || now >= *first_change_ + rhythm_.longest;
}

/// False when it has to be tried again. The wall of this job: whatever is thrown ends here.
asio::awaitable<bool> AutoPublication::publish() {
    std::string failed;
    try {
        const auto connection = storage::open(url_, storage::Mode::read_write);
        const auto catalog = seen_; // keeps this version alive
        const auto publication =
            DnsPublication::make(*settings_, *catalog, *connection, context_.get_executor());
        if (publication) co_return co_await publish_by(**publication);
        failed = publication.error().what;
    } catch (const std::exception& error) {
        failed = error.what();
    }
    log::event(log::Level::error, "dns_not_published", {{"reason", failed}});
    co_return false;
}

asio::awaitable<bool> AutoPublication::publish_by(DnsPublication& publication) {
    const DnsPublication::Manner manner{false, longest_wait};
    const bool automatic = settings_->dns_publish == DnsPublish::automatic;
    const PublicationWish everything;
    const auto proposed = co_await publication.plan(everything);
    if (!proposed) {
        log::event(log::Level::error, "dns_not_planned", {{"reason", proposed.error().what}});
        co_return false;
    }
    const auto& plan = proposed->plan;
    const bool whole = plan.count(publish::ChangeKind::unknown) == 0;
    if (std::ranges::all_of(plan.domains, &publish::DomainPlan::is_idle)) co_return whole;
    const auto summary = publish::summary(plan);
    if (!automatic || !proposed->objections.empty()) {
        const auto why = automatic ? proposed->objections.front() : "dns_publish = manual";
        log::event(
            automatic ? log::Level::warning : log::Level::info,
            "dns_plan_waits",
            {{"plan", proposed->id}, {"changes", summary}, {"why", why}}
        );
        co_return whole;
    }
    const auto published = co_await publication.apply(proposed->id, manner);
    if (!published) {
        log::event(log::Level::error, "dns_not_applied", {{"reason", published.error().what}});
        co_return false;
    }
    const auto& report = published->report;
    const bool done = report.failures() == 0 && report.left == 0;
    log::event(
        done ? log::Level::info : log::Level::error,
        "dns_applied",
        {{"plan", proposed->id},
         {"changes", summary},
         {"domains", std::to_string(report.domains.size())},
         {"failed", std::to_string(report.failures())},
         {"not_tried", std::to_string(report.left)}}
    );
    co_return done&& whole;
}

} // namespace fingerpost::app

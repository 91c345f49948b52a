#include "primary/primary.hpp"

#include "base/log.hpp"

#include <boost/asio/post.hpp>

#include <optional>
#include <utility>

namespace fingerpost::primary {

namespace {

namespace asio = boost::asio;

constexpr int zones_at_once = 200; // compared between two requests

/// The address that secondaries of this family know us by.
std::optional<asio::ip::address>
source_for(const Endpoint& secondary, const std::vector<Endpoint>& bound) {
    for (const auto& endpoint : bound) {
        const bool same_family = endpoint.protocol() == secondary.protocol();
        if (same_family && !endpoint.address().is_unspecified()) return endpoint.address();
    }
    return std::nullopt;
}

} // namespace

Primary::Primary(
    const Snapshot<Catalog>& catalog,
    storage::DatabaseUrl url,
    metrics::Metrics& metrics,
    Limits limits,
    Clock clock
)
    : catalog_(catalog), metrics_(metrics), limits_(limits), clock_(std::move(clock)),
      book_(std::move(url)), responder_(book_, clock_),
      server_(context_, responder_, limits_, metrics_) {}

Primary::~Primary() {
    stop();
}

Result<void> Primary::listen(const std::vector<Endpoint>& endpoints) {
    for (const auto& endpoint : endpoints)
        if (const auto done = server_.listen(endpoint); !done) return done;
    return {};
}

void Primary::start(Settings settings) {
    take(std::make_shared<const Settings>(std::move(settings)));
    server_.start();
    watch();
    thread_ = std::thread([this] { context_.run(); });
}

void Primary::use(Settings settings) {
    asio::post(context_, [this, fresh = std::make_shared<const Settings>(std::move(settings))] {
        if (!stopped_) take(fresh);
    });
}

void Primary::stop() {
    if (!thread_.joinable()) return;
    asio::post(context_, [this] {
        stopped_ = true;
        timer_.cancel();
        server_.stop();
        for (const auto& notifier : notifiers_)
            notifier->stop();
    });
    thread_.join();
}

void Primary::take(std::shared_ptr<const Settings> settings) {
    settings_ = std::move(settings);
    zones_ = std::make_shared<const Zones>(catalog_.get(), settings_);
    responder_.use(settings_, zones_);
    for (const auto& notifier : notifiers_)
        notifier->stop();
    notifiers_.clear();
    const auto& keys = settings_->keys;
    const auto key = keys.empty() ? std::nullopt : std::optional(keys.front());
    for (const auto& secondary : settings_->secondaries) {
        Notifier::Parts parts{secondary, source_for(secondary, bound()), key, limits_, clock_};
        notifiers_.push_back(std::make_shared<Notifier>(context_, metrics_, std::move(parts)));
    }
    ++sweep_;
    find_changed("");
}

void Primary::watch() {
    timer_.expires_after(period);
    timer_.async_wait([this](const boost::system::error_code& stopped) {
        if (stopped || stopped_) return;
        look();
        watch();
    });
}

/// What is served follows the catalog; transfers that run go on with what they began with.
void Primary::look() {
    auto catalog = catalog_.get();
    if (catalog == zones_->catalog()) return;
    const auto before = std::move(zones_);
    zones_ = std::make_shared<const Zones>(std::move(catalog), settings_);
    responder_.use(settings_, zones_);
    if (notifiers_.empty()) return;
    zones_->changes(*before, [this](const std::string& zone) { return notify(zone); });
}

/// Tells of the zones that have changed while nobody was looking, some at a time: those that were
/// given a serial for other content.
void Primary::find_changed(std::string after) {
    asio::post(context_, [this, after = std::move(after), sweep = sweep_] {
        if (stopped_ || sweep != sweep_ || notifiers_.empty()) return;
        const auto known = book_.after(after, zones_at_once);
        if (!known) {
            log::event(log::Level::error, "zone_serials_failed", {{"reason", known.error().what}});
            return;
        }
        for (const auto& row : *known) {
            const auto content = zones_->content(row.zone);
            if (content && content->digest != row.digest) notify(row.zone);
        }
        if (!known->empty()) find_changed(known->back().zone);
    });
}

/// False when no secondary can be told of more.
bool Primary::notify(const std::string& zone) {
    bool taken = false;
    for (const auto& notifier : notifiers_)
        taken = notifier->add(zone) || taken;
    return taken;
}

} // namespace fingerpost::primary

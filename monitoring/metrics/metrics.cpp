#include "metrics/metrics.hpp"

#include "metrics/cells.hpp"
#include "metrics/process.hpp"
#include "metrics/request_families.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <utility>
#include <vector>

namespace fingerpost::metrics {

namespace {

using prometheus::Counter;
using prometheus::Gauge;
using prometheus::MetricFamily;
using prometheus::Registry;

constexpr std::array<std::string_view, 7> service_names{
    "imap", "pop3", "submission", "managesieve", "caldav", "carddav", "jmap"};

std::size_t index(auto value) {
    return static_cast<std::size_t>(value);
}

std::size_t status_index(int status) {
    const auto* found = std::find(counted_statuses.begin(), counted_statuses.end(), status);
    return static_cast<std::size_t>(found - counted_statuses.begin());
}

void add(Cell& cell, std::uint64_t amount) {
    cell.fetch_add(amount, std::memory_order_relaxed);
}

Gauge& gauge(Registry& registry, const char* name, const char* help) {
    return prometheus::BuildGauge().Name(name).Help(help).Register(registry).Add({});
}

Counter& counter(Registry& registry, const char* name, const char* help) {
    return prometheus::BuildCounter().Name(name).Help(help).Register(registry).Add({});
}

/// One child for each name, in the order of the names.
template <std::size_t N>
std::array<Gauge*, N> gauges(
    Registry& registry,
    const char* name,
    const char* help,
    const char* label,
    const std::array<std::string_view, N>& names
) {
    auto& family = prometheus::BuildGauge().Name(name).Help(help).Register(registry);
    std::array<Gauge*, N> children{};
    for (std::size_t i = 0; i < N; ++i)
        children[i] = &family.Add({{label, std::string(names[i])}});
    return children;
}

template <std::size_t N>
std::array<Counter*, N> counters(
    Registry& registry,
    const char* name,
    const char* help,
    const char* label,
    const std::array<std::string_view, N>& names
) {
    auto& family = prometheus::BuildCounter().Name(name).Help(help).Register(registry);
    std::array<Counter*, N> children{};
    for (std::size_t i = 0; i < N; ++i)
        children[i] = &family.Add({{label, std::string(names[i])}});
    return children;
}

using Rejected = std::array<std::array<Counter*, rejection_names.size()>, listener_count>;

Rejected rejected_counters(Registry& registry) {
    auto& family = prometheus::BuildCounter()
                       .Name("fingerpost_http_connections_rejected_total")
                       .Help("Connections closed before a request of theirs was read.")
                       .Register(registry);
    Rejected children{};
    for (std::size_t l = 0; l < listener_count; ++l)
        for (std::size_t r = 0; r < rejection_names.size(); ++r)
            children[l][r] = &family.Add(
                {{"listener", std::string(listener_names[l])},
                 {"reason", std::string(rejection_names[r])}}
            );
    return children;
}

using ZoneRequests =
    std::array<std::array<Counter*, zone_outcome_names.size()>, zone_question_names.size()>;

ZoneRequests zone_request_counters(Registry& registry) {
    auto& family = prometheus::BuildCounter()
                       .Name("fingerpost_dns_primary_requests_total")
                       .Help("Requests of name servers by what was asked and how it ended.")
                       .Register(registry);
    ZoneRequests children{};
    for (std::size_t q = 0; q < zone_question_names.size(); ++q)
        for (std::size_t o = 0; o < zone_outcome_names.size(); ++o)
            children[q][o] = &family.Add(
                {{"question", std::string(zone_question_names[q])},
                 {"outcome", std::string(zone_outcome_names[o])}}
            );
    return children;
}

} // namespace

Cells& ShardedCells::mine() {
    static std::atomic<std::size_t> threads{0};
    thread_local const std::size_t thread = threads.fetch_add(1, std::memory_order_relaxed);
    return shards_[thread % shards_.size()];
}

struct Metrics::Impl {
    ShardedCells cells;
    Registry registry;

    std::array<Gauge*, listener_count> connections = gauges(
        registry, "fingerpost_http_connections", "Connections open.", "listener", listener_names
    );
    std::array<Counter*, listener_count> accepted = counters(
        registry,
        "fingerpost_http_connections_accepted_total",
        "Connections taken.",
        "listener",
        listener_names
    );
    Rejected rejected = rejected_counters(registry);

    std::array<Gauge*, 1> domains =
        gauges<1>(registry, "fingerpost_catalog_domains", "Domains served.", "state", {"enabled"});
    Gauge& providers = gauge(registry, "fingerpost_catalog_providers", "Providers known.");
    std::array<Gauge*, 7> servers =
        gauges(registry, "fingerpost_catalog_servers", "Servers known.", "service", service_names);
    Counter& reloads = counter(
        registry,
        "fingerpost_catalog_reloads_total",
        "Attempts to load the catalog, failed ones too."
    );
    Counter& reload_failures = counter(
        registry,
        "fingerpost_catalog_reload_failures_total",
        "Attempts to load the catalog that failed; the one before stays in use."
    );
    Gauge& reloaded = gauge(
        registry,
        "fingerpost_catalog_last_reload_success_timestamp_seconds",
        "When the catalog in use was loaded, seconds since 1970."
    );

    prometheus::Family<Gauge>& certificates =
        prometheus::BuildGauge()
            .Name("fingerpost_certificate_not_after_timestamp_seconds")
            .Help("End of validity of certificates this daemon serves or holds.")
            .Register(registry);
    std::array<Counter*, lookup_names.size()> lookups = counters(
        registry,
        "fingerpost_directory_lookups_total",
        "Look-ups of users in LDAP directories by how they ended.",
        "result",
        lookup_names
    );
    Gauge& directories_failing = gauge(
        registry,
        "fingerpost_directory_servers_failing",
        "LDAP servers whose last look-up failed; their domains are answered with placeholders."
    );

    ZoneRequests zone_requests = zone_request_counters(registry);
    Gauge& zone_connections =
        gauge(registry, "fingerpost_dns_primary_connections", "Connections of name servers open.");
    std::array<Counter*, notified_names.size()> notifies = counters(
        registry,
        "fingerpost_dns_primary_notifies_total",
        "Notices of changed zones to secondaries by how they ended.",
        "result",
        notified_names
    );
    Gauge& notify_waiting = gauge(
        registry,
        "fingerpost_dns_primary_notifies_waiting",
        "Notices of changed zones that were not yet sent, of all secondaries."
    );

    Counter& checks = counter(registry, "fingerpost_dns_checks_total", "Domain checks finished.");
    Counter& check_failures = counter(
        registry, "fingerpost_dns_check_failures_total", "Domain checks that could not be finished."
    );
    std::array<Gauge*, standing_names.size()> standings = gauges(
        registry,
        "fingerpost_dns_domains",
        "Domains by the worst that sweeps know of their DNS.",
        "state",
        standing_names
    );
    prometheus::Family<Gauge>& oldest_check =
        prometheus::BuildGauge()
            .Name("fingerpost_dns_oldest_check_timestamp_seconds")
            .Help("When the domain checked longest ago was checked, seconds since 1970.")
            .Register(registry);

    Impl() {
        prometheus::BuildGauge()
            .Name("fingerpost_build_info")
            .Help("The running build; always 1.")
            .Register(registry)
            .Add({{"version", FINGERPOST_VERSION}, {"compiler", __VERSION__}})
            .Set(1);
    }

    std::vector<MetricFamily> collect() const {
        auto families = registry.Collect();
        auto requests = request_families(cells);
        std::move(requests.begin(), requests.end(), std::back_inserter(families));
        auto process = process_families();
        std::move(process.begin(), process.end(), std::back_inserter(families));
        return families;
    }
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}
Metrics::~Metrics() = default;

void Metrics::request(Protocol protocol, Outcome outcome, int status, double seconds) {
    auto& cells = impl_->cells.mine();
    add(cells.requests[index(protocol)][index(outcome)], 1);
    if (status == 0) return;
    add(cells.statuses[status_index(status)], 1);
    const double taken = seconds > 0 ? seconds : 0; // neither NaN nor a clock set back
    const auto* bound = std::lower_bound(duration_bounds.begin(), duration_bounds.end(), taken);
    add(cells.durations[index(protocol)][static_cast<std::size_t>(bound - duration_bounds.begin())],
        1);
    add(cells.nanoseconds[index(protocol)], static_cast<std::uint64_t>(taken * 1e9));
}

void Metrics::connection_opened(Listener listener) {
    impl_->accepted[index(listener)]->Increment();
    impl_->connections[index(listener)]->Increment();
}

void Metrics::connection_closed(Listener listener) {
    impl_->connections[index(listener)]->Decrement();
}

void Metrics::connection_rejected(Listener listener, Rejection why) {
    impl_->rejected[index(listener)][index(why)]->Increment();
}

void Metrics::bytes(Listener listener, std::size_t received, std::size_t sent) {
    auto& cells = impl_->cells.mine();
    add(cells.received[index(listener)], received);
    add(cells.sent[index(listener)], sent);
}

void Metrics::catalog_loaded(const CatalogSize& size, double unix_seconds) {
    impl_->reloads.Increment();
    impl_->domains[0]->Set(static_cast<double>(size.domains));
    impl_->providers.Set(static_cast<double>(size.providers));
    for (std::size_t i = 0; i < size.servers.size(); ++i)
        impl_->servers[i]->Set(static_cast<double>(size.servers[i]));
    impl_->reloaded.Set(unix_seconds);
}

void Metrics::catalog_failed() {
    impl_->reloads.Increment();
    impl_->reload_failures.Increment();
}

void Metrics::profile_signer_not_after(std::optional<double> unix_seconds) {
    auto& signer = impl_->certificates.Add({{"certificate", "profile_signer"}});
    if (unix_seconds)
        signer.Set(*unix_seconds);
    else
        impl_->certificates.Remove(&signer);
}

void Metrics::directory_lookup(Lookup result) {
    impl_->lookups[index(result)]->Increment();
}

void Metrics::directories_failing(std::size_t servers) {
    impl_->directories_failing.Set(static_cast<double>(servers));
}

void Metrics::zone_request(ZoneQuestion question, ZoneOutcome outcome) {
    impl_->zone_requests[index(question)][index(outcome)]->Increment();
}

void Metrics::zone_connections(std::size_t open) {
    impl_->zone_connections.Set(static_cast<double>(open));
}

void Metrics::notified(Notified result) {
    impl_->notifies[index(result)]->Increment();
}

void Metrics::notify_waiting(std::ptrdiff_t change) {
    impl_->notify_waiting.Increment(static_cast<double>(change));
}

void Metrics::checked(std::size_t finished, std::size_t failed) {
    impl_->checks.Increment(static_cast<double>(finished));
    impl_->check_failures.Increment(static_cast<double>(failed));
}

void Metrics::standings(const Standings& domains, std::optional<double> oldest_check) {
    for (std::size_t i = 0; i < domains.size(); ++i)
        impl_->standings[i]->Set(static_cast<double>(domains[i]));
    auto& oldest = impl_->oldest_check.Add({});
    if (oldest_check)
        oldest.Set(*oldest_check);
    else
        impl_->oldest_check.Remove(&oldest);
}

std::string Metrics::text() const {
    return prometheus::TextSerializer().Serialize(impl_->collect());
}

} // namespace fingerpost::metrics

#include "metrics/request_families.hpp"

#include <limits>
#include <string>
#include <utility>

namespace fingerpost::metrics {

namespace {

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

std::string status_name(std::size_t at) {
    return at < counted_statuses.size() ? std::to_string(counted_statuses[at]) : "other";
}

ClientMetric counted(std::vector<ClientMetric::Label> labels, std::uint64_t value) {
    ClientMetric metric;
    metric.label = std::move(labels);
    metric.counter.value = static_cast<double>(value);
    return metric;
}

MetricFamily requests_family(const ShardedCells& cells) {
    MetricFamily family{
        "fingerpost_http_requests_total",
        "Requests by what was asked for and how it ended.",
        MetricType::Counter,
        {}};
    for (std::size_t p = 0; p < protocol_count; ++p)
        for (std::size_t o = 0; o < outcome_count; ++o)
            family.metric.push_back(counted(
                {{"protocol", std::string(protocol_names[p])},
                 {"outcome", std::string(outcome_names[o])}},
                cells.sum([&](const Cells& c) -> auto& { return c.requests[p][o]; })
            ));
    return family;
}

MetricFamily responses_family(const ShardedCells& cells) {
    MetricFamily family{
        "fingerpost_http_responses_total",
        "Answers by status; statuses outside the list count as other.",
        MetricType::Counter,
        {}};
    for (std::size_t s = 0; s < status_count; ++s)
        family.metric.push_back(
            counted({{"code", status_name(s)}}, cells.sum([&](const Cells& c) -> auto& {
                return c.statuses[s];
            }))
        );
    return family;
}

ClientMetric duration_metric(const ShardedCells& cells, std::size_t protocol) {
    ClientMetric metric;
    metric.label = {{"protocol", std::string(protocol_names[protocol])}};
    auto& histogram = metric.histogram;
    for (std::size_t b = 0; b < bucket_count; ++b) {
        histogram.sample_count +=
            cells.sum([&](const Cells& c) -> auto& { return c.durations[protocol][b]; });
        const auto bound = b < duration_bounds.size() ? duration_bounds[b]
                                                      : std::numeric_limits<double>::infinity();
        histogram.bucket.push_back({histogram.sample_count, bound});
    }
    const auto nanoseconds =
        cells.sum([&](const Cells& c) -> auto& { return c.nanoseconds[protocol]; });
    histogram.sample_sum = static_cast<double>(nanoseconds) * 1e-9;
    return metric;
}

MetricFamily durations_family(const ShardedCells& cells) {
    MetricFamily family{
        "fingerpost_http_request_duration_seconds",
        "Time from the last byte of a request to the last byte of its answer.",
        MetricType::Histogram,
        {}};
    for (std::size_t p = 0; p < protocol_count; ++p)
        family.metric.push_back(duration_metric(cells, p));
    return family;
}

MetricFamily bytes_family(
    const ShardedCells& cells,
    const char* name,
    const char* help,
    std::array<Cell, listener_count> Cells::*direction
) {
    MetricFamily family{name, help, MetricType::Counter, {}};
    for (std::size_t l = 0; l < listener_count; ++l)
        family.metric.push_back(counted(
            {{"listener", std::string(listener_names[l])}},
            cells.sum([&](const Cells& c) -> auto& { return (c.*direction)[l]; })
        ));
    return family;
}

} // namespace

std::vector<MetricFamily> request_families(const ShardedCells& cells) {
    return {
        requests_family(cells),
        responses_family(cells),
        durations_family(cells),
        bytes_family(
            cells, "fingerpost_http_received_bytes_total", "Bytes read.", &Cells::received
        ),
        bytes_family(cells, "fingerpost_http_sent_bytes_total", "Bytes written.", &Cells::sent)};
}

} // namespace fingerpost::metrics

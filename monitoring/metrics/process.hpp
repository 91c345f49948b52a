/// @file
/// What /proc says of this process, under the names Prometheus' clients share.
#pragma once

#include <prometheus/metric_family.h>

#include <vector>

namespace fingerpost::metrics {

/// What cannot be read is left out.
std::vector<prometheus::MetricFamily> process_families();

} // namespace fingerpost::metrics

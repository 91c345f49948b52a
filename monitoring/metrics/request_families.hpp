/// @file
/// The metrics of the request path, from the cells that requests are counted in.
#pragma once

#include "metrics/cells.hpp"

#include <prometheus/metric_family.h>

#include <vector>

namespace fingerpost::metrics {

std::vector<prometheus::MetricFamily> request_families(const ShardedCells& cells);

} // namespace fingerpost::metrics

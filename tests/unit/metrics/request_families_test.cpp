#include "metrics/request_families.hpp"

#include <gtest/gtest.h>

namespace fingerpost::metrics {

TEST(RequestFamilies, every_series_is_there_before_the_first_request) {
    const ShardedCells cells;
    const auto families = request_families(cells);
    ASSERT_EQ(families.size(), 5U);
    EXPECT_EQ(families[0].name, "fingerpost_http_requests_total");
    EXPECT_EQ(families[0].metric.size(), protocol_count * outcome_count);
    for (const auto& metric : families[0].metric)
        EXPECT_EQ(metric.counter.value, 0);
}

TEST(RequestFamilies, buckets_add_up) {
    ShardedCells cells;
    cells.mine().durations[0][0] = 2;
    cells.mine().durations[0][bucket_count - 1] = 1;
    const auto families = request_families(cells);
    const auto& histogram = families[2].metric[0].histogram;
    EXPECT_EQ(histogram.bucket.front().cumulative_count, 2U);
    EXPECT_EQ(histogram.bucket.back().cumulative_count, 3U);
    EXPECT_EQ(histogram.sample_count, 3U);
}

} // namespace fingerpost::metrics

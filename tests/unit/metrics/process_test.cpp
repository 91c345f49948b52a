#include "metrics/process.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace fingerpost::metrics {

TEST(ProcessFamilies, describe_the_running_process) {
    std::map<std::string, double> value;
    for (const auto& family : process_families()) {
        ASSERT_EQ(family.metric.size(), 1U) << family.name;
        const auto& metric = family.metric.front();
        const bool counter = family.type == prometheus::MetricType::Counter;
        value[family.name] = counter ? metric.counter.value : metric.gauge.value;
    }
    EXPECT_EQ(value.size(), 7U);
    EXPECT_GT(value["process_resident_memory_bytes"], 1e6);
    EXPECT_GT(value["process_virtual_memory_bytes"], value["process_resident_memory_bytes"]);
    EXPECT_GE(value["process_open_fds"], 3);
    EXPECT_GT(value["process_max_fds"], 3);
    EXPECT_GE(value["process_threads"], 1);
    EXPECT_GT(value["process_start_time_seconds"], 1.6e9);
    EXPECT_GE(value["process_cpu_seconds_total"], 0);
}

} // namespace fingerpost::metrics

#include "metrics/process.hpp"

#include <dirent.h>
#include <sys/resource.h>
#include <unistd.h>

#include <charconv>
#include <fstream>
#include <string>

namespace fingerpost::metrics {

namespace {

using prometheus::MetricFamily;
using prometheus::MetricType;

/// The fields of /proc/self/stat from the third on: the second, the name, may hold anything.
std::vector<std::string> stat_fields() {
    std::ifstream file("/proc/self/stat");
    std::string line;
    std::getline(file, line);
    const auto name_end = line.rfind(')');
    std::vector<std::string> fields;
    for (auto at = name_end; at != line.npos && at + 2 < line.size();) {
        const auto end = line.find(' ', at + 2);
        fields.push_back(line.substr(at + 2, end - at - 2));
        at = end == line.npos ? end : end - 1;
    }
    return fields;
}

/// Field `number` as proc(5) counts them.
double stat_number(const std::vector<std::string>& fields, std::size_t number) {
    if (fields.size() + 3 <= number) return 0;
    const auto& text = fields[number - 3];
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

double boot_time() {
    std::ifstream file("/proc/stat");
    for (std::string word; file >> word;) {
        double value = 0;
        if (word == "btime" && file >> value) return value;
    }
    return 0;
}

double open_files() {
    auto* directory = opendir("/proc/self/fd");
    if (!directory) return 0;
    double count = -3;         // ".", ".." and the directory itself
    while (readdir(directory)) // NOLINT(concurrency-mt-unsafe): a stream of our own
        ++count;
    closedir(directory);
    return count;
}

double most_files() {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    return static_cast<double>(limit.rlim_cur);
}

MetricFamily family(const char* name, const char* help, MetricType type, double value) {
    prometheus::ClientMetric metric;
    metric.gauge.value = value;
    metric.counter.value = value;
    return {name, help, type, {metric}};
}

} // namespace

std::vector<MetricFamily> process_families() {
    const auto fields = stat_fields();
    const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
    const auto page = static_cast<double>(sysconf(_SC_PAGESIZE));
    const auto number = [&](std::size_t field) { return stat_number(fields, field); };
    constexpr auto gauge = MetricType::Gauge;
    return {
        family(
            "process_cpu_seconds_total",
            "CPU time used, by the program and by the kernel for it.",
            MetricType::Counter,
            (number(14) + number(15)) / ticks
        ),
        family("process_threads", "Threads running.", gauge, number(20)),
        family(
            "process_start_time_seconds",
            "When the process started, seconds since 1970.",
            gauge,
            boot_time() + number(22) / ticks
        ),
        family("process_virtual_memory_bytes", "Address space in use.", gauge, number(23)),
        family("process_resident_memory_bytes", "Memory resident.", gauge, number(24) * page),
        family("process_open_fds", "File descriptors open.", gauge, open_files()),
        family("process_max_fds", "File descriptors allowed.", gauge, most_files()),
    };
}

} // namespace fingerpost::metrics

#include "history/plot.hpp"

#include <algorithm>

namespace fingerpost::history {

namespace {

ValueAxis axis_of(const Graph& graph) {
    double low = 0;
    double high = 0;
    const auto include = [&](double value) {
        low = std::min(low, value);
        high = std::max(high, value);
    };
    for (const auto& point : graph.data.points) {
        if (!point.known()) continue;
        include(point.least);
        include(point.most);
    }
    for (const auto& threshold : graph.thresholds)
        include(threshold.value);
    return value_axis(low, high, graph.data.topic.unit);
}

} // namespace

std::vector<Run> runs_of(const std::vector<Point>& points) {
    std::vector<Run> runs;
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (!points[i].known()) continue;
        if (runs.empty() || runs.back().end < i) runs.push_back({i, i});
        runs.back().end = i + 1;
    }
    return runs;
}

Plot::Plot(const Graph& graph, const Box& box, double label_width)
    : data_(graph.data), box_(box), axis_(axis_of(graph)),
      times_(time_ticks(
          graph.data.from, graph.data.to(), static_cast<int>(box.width / (1.5 * label_width))
      )) {}

double Plot::x(double time) const {
    const auto span = static_cast<double>(data_.to() - data_.from);
    return box_.left + (time - static_cast<double>(data_.from)) / span * box_.width;
}

double Plot::y(double value) const {
    return box_.top + (axis_.high - value) / (axis_.high - axis_.low) * box_.height;
}

double Plot::begin_of(std::size_t point) const {
    return x(static_cast<double>(data_.from + static_cast<std::int64_t>(point) * data_.step));
}

} // namespace fingerpost::history

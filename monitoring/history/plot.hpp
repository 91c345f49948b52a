/// @file
/// What every picture of a series has in common: the axes, and where in a rectangle a time and a
/// value lie. Pure.
#pragma once

#include "history/axis.hpp"
#include "history/graph.hpp"

#include <cstddef>
#include <vector>

namespace fingerpost::history {

/// y grows downwards.
struct Box {
    double left = 0;
    double top = 0;
    double width = 0;
    double height = 0;

    double right() const { return left + width; }
    double bottom() const { return top + height; }
};

/// Neighbouring points that are known: [begin, end).
struct Run {
    std::size_t begin = 0;
    std::size_t end = 0;
};
std::vector<Run> runs_of(const std::vector<Point>& points);

class Plot {
public:
    /// The graph outlives the plot. `label_width`: what a time's label takes.
    Plot(const Graph& graph, const Box& box, double label_width);

    const Box& box() const { return box_; }
    const std::vector<Tick>& values() const { return axis_.ticks; }
    const std::vector<Tick>& times() const { return times_; }

    double x(double time) const;
    double y(double value) const;
    double begin_of(std::size_t point) const; ///< x; a point ends where the next one begins

private:
    const Extract& data_;
    Box box_;
    ValueAxis axis_;
    std::vector<Tick> times_;
};

} // namespace fingerpost::history

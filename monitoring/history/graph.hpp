/// @file
/// A series as a picture. Pure: what was read in, a document out. Averages are drawn as a line of
/// steps, what lay between least and most as a band, what is unknown not at all; times are UTC.
#pragma once

#include "history/history.hpp"

#include <string>
#include <vector>

namespace fingerpost::history {

struct Threshold {
    double value = 0;
    std::string name;
};

struct Graph {
    Extract data;
    std::vector<Threshold> thresholds = {};
};

/// Without styles and scripts, so that it is drawn under the strictest policy of a page.
std::string to_svg(const Graph& graph);

std::string to_png(const Graph& graph);

/// A time, average, least and most a line, the last three empty where unknown (RFC 4180).
std::string to_csv(const Graph& graph);

/// Lines of Braille patterns for a terminal so many columns wide, 40 at least; then the least,
/// average and greatest of all, and the last.
std::string to_text(const Graph& graph, int columns);

/// The points of time that to_text() can tell apart.
int text_points(int columns);

} // namespace fingerpost::history

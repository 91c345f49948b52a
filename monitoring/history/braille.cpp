#include "base/clock.hpp"
#include "history/plot.hpp"
#include "history/quantity.hpp"

#include <algorithm>
#include <cmath>

namespace fingerpost::history {

namespace {

constexpr int label_columns = 12; // with the bar behind it
constexpr int lines = 10;
constexpr int dots_across = 2; ///< of a Braille pattern, U+2800 to U+28FF
constexpr int dots_down = 4;

int plot_columns(int columns) {
    return std::max(columns, 40) - label_columns;
}

/// Dots, as the patterns of so many columns and lines.
class Canvas {
public:
    explicit Canvas(int columns)
        : columns_(columns), cells_(static_cast<std::size_t>(columns * lines), '\0') {}

    /// From the upper to the lower of two heights, both with it.
    void bar(int x, int from, int to) {
        for (int y = std::min(from, to); y <= std::max(from, to); ++y)
            dot(x, y);
    }

    std::string line(int number) const {
        std::string text;
        for (int column = 0; column < columns_; ++column) {
            const auto bits = static_cast<unsigned char>(cells_[cell(column, number)]);
            if (bits == 0)
                text += ' ';
            else
                text.append("\xe2") // UTF-8 of U+2800 + bits
                    .append(1, static_cast<char>(0xa0 | (bits >> 6)))
                    .append(1, static_cast<char>(0x80 | (bits & 0x3f)));
        }
        text.erase(text.find_last_not_of(' ') + 1);
        return text;
    }

private:
    std::size_t cell(int column, int line) const {
        return static_cast<std::size_t>(line * columns_ + column);
    }
    void dot(int x, int y) {
        constexpr char bits[dots_down][dots_across] = {
            {0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, '\x80'}};
        auto& at = cells_[cell(x / dots_across, y / dots_down)];
        at = static_cast<char>(at | bits[y % dots_down][x % dots_across]);
    }

    int columns_;
    std::string cells_; ///< the bits of each pattern
};

/// The row of dots that a value lies in.
int row(const Plot& plot, float value) {
    const auto y = static_cast<int>(std::lround(plot.y(value)));
    return std::clamp(y, 0, lines * dots_down - 1);
}

Canvas drawn(const Plot& plot, const std::vector<Point>& points, int columns) {
    Canvas canvas(columns);
    const Point* before = nullptr;
    for (int x = 0; x < columns * dots_across; ++x) {
        const auto place = static_cast<std::size_t>(x) * points.size() /
                           static_cast<std::size_t>(columns * dots_across);
        const auto& point = points[place];
        if (point.known()) {
            canvas.bar(x, row(plot, point.least), row(plot, point.most));
            if (before) canvas.bar(x, row(plot, before->average), row(plot, point.average));
        }
        before = point.known() ? &point : nullptr;
    }
    return canvas;
}

/// The label of the tick that lies in this line, to the right of its column, and the bar.
std::string margin(const Plot& plot, int line) {
    std::string label;
    for (const auto& tick : plot.values())
        if (row(plot, static_cast<float>(tick.at)) / dots_down == line) label = tick.label;
    const auto micro = label.find("µ") != label.npos; // two octets, one column
    const auto shown = label.size() - (micro ? 1 : 0);
    const auto blanks = label_columns - 2 - static_cast<int>(std::min<std::size_t>(shown, 10));
    return std::string(static_cast<std::size_t>(blanks), ' ') + label +
           (label.empty() ? " │" : " ┤");
}

std::string time_line(const Plot& plot, int columns) {
    std::string text(static_cast<std::size_t>(columns + label_columns), ' ');
    for (const auto& tick : plot.times()) {
        const auto column = static_cast<std::size_t>(plot.x(tick.at) / dots_across) + label_columns;
        if (column + tick.label.size() <= text.size())
            text.replace(column, tick.label.size(), tick.label);
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
}

std::string summary(const Extract& data) {
    Consolidation all;
    const Point* last = nullptr;
    int known = 0;
    for (const auto& point : data.points) {
        all.add(point);
        if (!point.known()) continue;
        last = &point;
        ++known;
    }
    if (!last) return "nothing is known of this time";
    const auto [average, least, most] = all.of(known);
    const auto& unit = data.topic.unit;
    return "least " + quantity(least, unit) + ", average " + quantity(average, unit) + ", most " +
           quantity(most, unit) + ", last " + quantity(last->average, unit);
}

} // namespace

int text_points(int columns) {
    return plot_columns(columns) * dots_across;
}

std::string to_text(const Graph& graph, int columns) {
    const auto& data = graph.data;
    const int inner = plot_columns(columns);
    constexpr double label_width = 6 * dots_across;
    // the lowest value is in the middle of the lowest dot
    const Plot plot(graph, {0, 0, double{dots_across} * inner, lines * dots_down - 1}, label_width);
    std::string text =
        data.topic.name + ", " + utc_text(data.from) + " to " + utc_text(data.to()) + '\n';
    const auto canvas = drawn(plot, data.points, inner);
    for (int line = 0; line < lines; ++line)
        text += margin(plot, line) + canvas.line(line) + '\n';
    return text + time_line(plot, inner) + '\n' + summary(data) + '\n';
}

} // namespace fingerpost::history

#include "base/clock.hpp"
#include "base/text.hpp"
#include "history/plot.hpp"
#include "protocol/xml.hpp"

#include <array>
#include <charconv>

namespace fingerpost::history {

namespace {

using protocol::XmlNode;

constexpr double width = 800;
constexpr double height = 280;
constexpr Box area{74, 30, 706, 216};
constexpr double label_width = 46;
constexpr std::size_t title_characters = 60; // what stands beside the times

/// With one digit behind the point: a tenth of a pixel.
std::string number(double value) {
    std::array<char, 32> text{};
    const auto end =
        std::to_chars(text.begin(), text.end(), value + 0.0, std::chars_format::fixed, 1).ptr;
    std::string all(text.begin(), end);
    return all.ends_with(".0") ? all.substr(0, all.size() - 2) : all;
}

struct Attribute {
    std::string_view name;
    std::string value;
};

XmlNode add(const XmlNode& to, std::string_view element, std::initializer_list<Attribute> all) {
    const auto made = to.add(element);
    for (const auto& [name, value] : all)
        made.attribute(name, value);
    return made;
}

void add_text(
    const XmlNode& to, double x, double y, std::string_view anchor, std::string_view text
) {
    const auto made = to.add("text", text);
    made.attribute("x", number(x));
    made.attribute("y", number(y));
    made.attribute("text-anchor", anchor);
}

void add_line(const XmlNode& to, const std::string& path, std::string_view colour) {
    add(to, "path", {{"d", path}, {"stroke", std::string(colour)}, {"fill", "none"}});
}

std::string across(const Plot& plot, double value) {
    return "M" + number(plot.box().left) + ' ' + number(plot.y(value)) + 'H' +
           number(plot.box().right());
}

void add_axes(const XmlNode& to, const Plot& plot) {
    constexpr double gap = 6;
    constexpr double below = 17;
    const auto& box = plot.box();
    std::string grid;
    for (const auto& tick : plot.values()) {
        grid += across(plot, tick.at);
        add_text(to, box.left - gap, plot.y(tick.at) + 4, "end", tick.label);
    }
    for (const auto& tick : plot.times()) {
        grid += "M" + number(plot.x(tick.at)) + ' ' + number(box.top) + 'V' + number(box.bottom());
        add_text(to, plot.x(tick.at), box.bottom() + below, "middle", tick.label);
    }
    add_line(to, grid, "#ddd");
}

using Value = float Point::*;

/// The steps of a run from left to right, or back.
std::string steps(const Plot& plot, const std::vector<Point>& points, Run run, Value value) {
    std::string path;
    for (auto i = run.begin; i < run.end; ++i) {
        const auto y = number(plot.y(points[i].*value));
        path += i == run.begin ? number(plot.begin_of(i)) + ' ' + y : 'V' + y;
        path += 'H' + number(plot.begin_of(i + 1));
    }
    return path;
}

std::string steps_back(const Plot& plot, const std::vector<Point>& points, Run run, Value value) {
    std::string path;
    for (auto i = run.end; i-- > run.begin;)
        path += 'V' + number(plot.y(points[i].*value)) + 'H' + number(plot.begin_of(i));
    return path;
}

void add_curve(const XmlNode& to, const Plot& plot, const std::vector<Point>& points) {
    std::string band;
    std::string line;
    for (const auto& run : runs_of(points)) {
        band += 'M' + steps(plot, points, run, &Point::most) +
                steps_back(plot, points, run, &Point::least) + 'Z';
        line += 'M' + steps(plot, points, run, &Point::average);
    }
    if (line.empty()) return;
    add(to, "path", {{"d", band}, {"fill", "#b9d0f0"}});
    add_line(to, line, "#1b57b0");
}

void add_thresholds(const XmlNode& to, const Plot& plot, const std::vector<Threshold>& thresholds) {
    for (const auto& threshold : thresholds) {
        add(to,
            "path",
            {{"d", across(plot, threshold.value)},
             {"stroke", "#b3261e"},
             {"stroke-dasharray", "6 4"},
             {"fill", "none"}});
        add_text(to, plot.box().right() - 4, plot.y(threshold.value) - 4, "end", threshold.name);
    }
}

} // namespace

std::string to_svg(const Graph& graph) {
    const Plot plot(graph, area, label_width);
    const auto& data = graph.data;
    protocol::XmlWriter writer;
    const auto root = writer.root("svg");
    root.attribute("xmlns", "http://www.w3.org/2000/svg");
    root.attribute("width", number(width));
    root.attribute("height", number(height));
    root.attribute("viewBox", "0 0 " + number(width) + ' ' + number(height));
    root.attribute("role", "img");
    root.attribute("font-family", "sans-serif");
    root.attribute("font-size", "11");
    root.attribute("fill", "#333");
    const auto span = utc_text(data.from) + " to " + utc_text(data.to());
    root.add("title", data.topic.name + ", " + span);
    add(root, "rect", {{"width", number(width)}, {"height", number(height)}, {"fill", "#fff"}});
    add_text(root, area.left, 18, "start", first_characters(data.topic.name, title_characters));
    add_text(root, area.right(), 18, "end", span);
    add_axes(root, plot);
    add_curve(root, plot, data.points);
    add_thresholds(root, plot, graph.thresholds);
    return writer.str();
}

} // namespace fingerpost::history

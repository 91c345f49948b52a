#include "qr/png.hpp"

#include "base/clock.hpp"
#include "base/text.hpp"
#include "history/plot.hpp"
#include "history/raster.hpp"

#include <algorithm>
#include <cmath>

namespace fingerpost::history {

namespace {

constexpr int width = 800;
constexpr int height = 280;
constexpr Box area{90, 30, 680, 216};
constexpr std::size_t title_characters = 44; // what stands beside the times
constexpr double label_width = 60;

enum Colours : Ink { paper, ink, grid, band, curve, threshold };
const std::vector<qr::Colour> colours{
    {0xff, 0xff, 0xff},
    {0x33, 0x33, 0x33},
    {0xdd, 0xdd, 0xdd},
    {0xb9, 0xd0, 0xf0},
    {0x1b, 0x57, 0xb0},
    {0xb3, 0x26, 0x1e}};

int pixel(double place) {
    return static_cast<int>(std::lround(place));
}

void draw_axes(Raster& raster, const Plot& plot) {
    const int left = pixel(plot.box().left);
    const int bottom = pixel(plot.box().bottom());
    for (const auto& tick : plot.values()) {
        const int y = pixel(plot.y(tick.at));
        raster.fill(left, y, pixel(plot.box().right()), y, grid);
        const int start = left - 6 - Raster::text_width(tick.label);
        raster.text(start, y - Raster::text_height / 2, tick.label, ink);
    }
    for (const auto& tick : plot.times()) {
        const int x = pixel(plot.x(tick.at));
        raster.fill(x, pixel(plot.box().top), x, bottom, grid);
        raster.text(x - Raster::text_width(tick.label) / 2, bottom + 8, tick.label, ink);
    }
}

/// All bands first, so that no line is hidden by its neighbour's.
void draw_curve(Raster& raster, const Plot& plot, const std::vector<Point>& points) {
    const auto right_of = [&](std::size_t i) { return pixel(plot.begin_of(i + 1)); };
    const auto runs = runs_of(points);
    for (const auto& run : runs)
        for (auto i = run.begin; i < run.end; ++i)
            raster.fill(
                pixel(plot.begin_of(i)),
                pixel(plot.y(points[i].most)),
                right_of(i),
                pixel(plot.y(points[i].least)),
                band
            );
    for (const auto& run : runs)
        for (auto i = run.begin; i < run.end; ++i) {
            const int x = pixel(plot.begin_of(i));
            const int y = pixel(plot.y(points[i].average));
            raster.fill(x, y, right_of(i), y + 1, curve);
            if (i > run.begin)
                raster.fill(x, pixel(plot.y(points[i - 1].average)), x + 1, y, curve);
        }
}

void draw_thresholds(Raster& raster, const Plot& plot, const std::vector<Threshold>& thresholds) {
    constexpr int dash = 6;
    const int right = pixel(plot.box().right());
    for (const auto& [value, name] : thresholds) {
        const int y = pixel(plot.y(value));
        for (int x = pixel(plot.box().left); x < right; x += 2 * dash)
            raster.fill(x, y, std::min(x + dash, right), y, threshold);
        const int start = right - 4 - Raster::text_width(name);
        raster.text(start, y - 4 - Raster::text_height, name, threshold);
    }
}

} // namespace

std::string to_png(const Graph& graph) {
    const auto& data = graph.data;
    const Plot plot(graph, area, label_width);
    Raster raster(width, height, paper);
    const auto span = utc_text(data.from) + " to " + utc_text(data.to());
    raster.text(pixel(area.left), 10, first_characters(data.topic.name, title_characters), ink);
    raster.text(pixel(area.right()) - Raster::text_width(span), 10, span, ink);
    draw_axes(raster, plot);
    draw_curve(raster, plot, data.points);
    draw_thresholds(raster, plot, graph.thresholds);
    return qr::to_png({raster.width(), raster.height(), raster.pixels(), colours});
}

} // namespace fingerpost::history

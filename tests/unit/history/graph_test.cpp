#include "history/graph.hpp"

#include "history/plot.hpp"
#include "protocol/xml.hpp"
#include "support/golden.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <sstream>

namespace fingerpost::history {
namespace {

constexpr std::int64_t midnight = 1'795'305'600;

/// Half a day in steps of five minutes, with a gap of an hour.
Graph sample() {
    Graph graph{{{"queue{name=\"deferred\"} & more", Kind::gauge, "B"}, midnight, 300, {}}};
    for (int i = 0; i < 144; ++i) {
        const auto wave = static_cast<float>((i * 37 % 50) * 40'000 + i * 15'000);
        const bool gap = i >= 60 && i < 72;
        graph.data.points.push_back(gap ? Point{} : Point{wave, wave * 0.8F, wave * 1.25F});
    }
    graph.thresholds.push_back({3'500'000, "warning <3.5 MB>"});
    return graph;
}

TEST(Graph, as_svg_is_as_it_was) {
    test::expect_golden("history/graph.svg", to_svg(sample()));
}

TEST(Graph, as_svg_is_well_formed_and_needs_no_style) {
    const auto svg = to_svg(sample());
    const auto read = protocol::parse_xml(svg);
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(read->name_space, "http://www.w3.org/2000/svg");
    EXPECT_TRUE(read->child_text("title").starts_with("queue{name=\"deferred\"} & more"));
    for (const auto* word : {"style", "script", "href", "class=", "nan", "inf"})
        EXPECT_EQ(svg.find(word), svg.npos) << word;
}

TEST(Graph, leaves_gaps_empty) {
    const auto runs = runs_of(sample().data.points);
    ASSERT_EQ(runs.size(), 2U);
    EXPECT_EQ(runs[0].end, 60U);
    EXPECT_EQ(runs[1].begin, 72U);
    EXPECT_EQ(runs[1].end, 144U);
}

TEST(Graph, of_nothing_is_drawn_too) {
    Graph graph{{{"x", Kind::gauge, "s"}, midnight, 60, std::vector<Point>(10)}};
    EXPECT_TRUE(protocol::parse_xml(to_svg(graph)));
    EXPECT_GT(to_png(graph).size(), 100U);
    EXPECT_NE(to_text(graph, 80).find("nothing is known"), std::string::npos);
}

TEST(Graph, as_csv_leaves_gaps_empty) {
    Graph graph{{{"x", Kind::gauge, ""}, midnight, 60, {{1.5F, 1, 2}, {}, {0, 0, 0}}}};
    EXPECT_EQ(
        to_csv(graph),
        "time,average,least,most\r\n2026-11-22T00:00:00Z,1.5,1,2\r\n"
        "2026-11-22T00:01:00Z,,,\r\n2026-11-22T00:02:00Z,0,0,0\r\n"
    );
}

TEST(Graph, as_text_is_as_it_was) {
    test::expect_golden("history/graph.txt", to_text(sample(), 80));
}

/// Characters of UTF-8.
std::size_t columns_of(const std::string& line) {
    return static_cast<std::size_t>(std::ranges::count_if(line, [](char c) {
        return (c & 0xc0) != 0x80;
    }));
}

TEST(Graph, as_text_stays_within_its_columns) {
    for (const int columns : {40, 80, 200}) {
        std::istringstream text(to_text(sample(), columns));
        std::string line;
        for (int number = 0; std::getline(text, line); ++number) {
            const bool bounded = number > 0 && number < 12; // neither name nor summary
            EXPECT_TRUE(!bounded || columns_of(line) <= static_cast<std::size_t>(columns)) << line;
        }
    }
    EXPECT_EQ(text_points(80), 136);
}

TEST(Graph, as_png_is_a_small_picture) {
    const auto png = to_png(sample());
    EXPECT_TRUE(png.starts_with("\x89PNG\r\n"));
    EXPECT_LT(png.size(), 20'000U);
}

} // namespace
} // namespace fingerpost::history

#include "pages/style.hpp"

#include <gtest/gtest.h>

namespace fingerpost::pages {
namespace {

std::string sheet(std::string query) {
    Request request;
    request.query = std::move(query);
    return render_style(parse_style(request).value(), {})->body;
}

TEST(Style, is_in_the_operators_colour_with_letters_that_can_be_read_on_it) {
    EXPECT_EQ(style_query("#1a6b4f"), "?colour=1a6b4f");
    EXPECT_EQ(style_query(""), "");
    EXPECT_NE(
        sheet("colour=ffee00").find("--accent: #ffee00; --on-accent: #000"), std::string::npos
    );
    EXPECT_NE(sheet("colour=003366").find("--on-accent: #fff; }"), std::string::npos);
}

TEST(Style, takes_nothing_but_a_colour_from_the_query) {
    for (const auto* query : {"", "colour=", "colour=red;}", "colour=12345", "colour=GGGGGG"})
        EXPECT_EQ(sheet(query), sheet("")) << query;
}

TEST(Style, comes_with_a_script) {
    EXPECT_NE(render_script({}, {})->body.find("clipboard"), std::string::npos);
}

} // namespace
} // namespace fingerpost::pages

#include "pages/html.hpp"

#include <gtest/gtest.h>

namespace fingerpost::pages {
namespace {

TEST(Html, escapes_every_text_and_value) {
    EXPECT_EQ(text("<b> & \"c\"").str(), "&lt;b&gt; &amp; &quot;c&quot;");
    EXPECT_EQ(
        element("a", {{"href", "\"><script>"}}, text("<i>")).str(),
        "<a href=\"&quot;&gt;&lt;script&gt;\">&lt;i&gt;</a>"
    );
}

TEST(Html, closes_what_has_content_and_nothing_else) {
    EXPECT_EQ(element("p").str(), "<p></p>");
    EXPECT_EQ(element("input", {{"hidden", ""}}).str(), "<input hidden=\"\">");
    EXPECT_EQ(all({element("br"), text("x")}).str(), "<br>x");
}

} // namespace
} // namespace fingerpost::pages

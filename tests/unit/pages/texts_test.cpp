#include "pages/texts.hpp"

#include <gtest/gtest.h>

namespace fingerpost::pages {
namespace {

TEST(Texts, are_chosen_by_what_the_browser_prefers) {
    EXPECT_EQ(preferred_language("de-AT,de;q=0.9,en;q=0.5"), Language::de);
    EXPECT_EQ(preferred_language("pt-BR, el;q=0.3, it;q=0.25"), Language::el);
    EXPECT_EQ(preferred_language("fr;q=0, en;q=0.1"), Language::en);
    EXPECT_EQ(preferred_language("ja,zh;q=0.5"), Language::en);
    EXPECT_EQ(preferred_language(""), Language::en);
    EXPECT_EQ(preferred_language(";;q=,q=x;q=2,*"), Language::en);
    EXPECT_EQ(preferred_language("es;q=0.001"), Language::es);
    EXPECT_EQ(preferred_language("es;q=0.8,it;q=1.0"), Language::it);
}

TEST(Texts, know_tags_in_any_form) {
    EXPECT_EQ(language_of("EL-gr"), Language::el);
    EXPECT_EQ(language_of("xx"), Language::en);
    for (const auto& each : languages())
        EXPECT_EQ(language_of(each.tag), each.language);
}

TEST(Texts, put_what_is_spoken_of_in_its_place) {
    EXPECT_EQ(say(Text::settings_for, Language::fr, "a@b.test"), "Réglages pour a@b.test");
    for (const auto& each : languages())
        EXPECT_NE(say(Text::settings_for, each.language).find("{}"), std::string_view::npos);
}

} // namespace
} // namespace fingerpost::pages

#include "catalog/tag_list.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(TagList, is_read_and_written_in_one_form) {
    const auto list = TagList::parse(" V = DKIM1 ;k=rsa; n=a = b ;");
    ASSERT_TRUE(list);
    EXPECT_EQ(list->str(), "v=DKIM1; k=rsa; n=a = b");
    EXPECT_EQ(list->get("k"), "rsa");
    EXPECT_EQ(list->get("x"), "");
    EXPECT_FALSE(list->has("x"));
}

TEST(TagList, says_what_is_wrong) {
    EXPECT_EQ(TagList::parse("v=1; v=2").error().what, "the tag v stands there twice");
    EXPECT_EQ(TagList::parse("v=1; rest").error().what, "\"rest\" is no tag=value");
    EXPECT_FALSE(TagList::parse("=1"));
    EXPECT_FALSE(TagList::parse("a b=1"));
    EXPECT_FALSE(TagList::parse("v=\xc3\xbc"));
    EXPECT_FALSE(TagList::parse("v=a\nb"));
}

} // namespace
} // namespace fingerpost

#include "publish/change.hpp"

#include <gtest/gtest.h>

namespace fingerpost::publish {
namespace {

TEST(Change, acts_when_something_is_to_be_sent) {
    for (const auto kind : {ChangeKind::create, ChangeKind::update, ChangeKind::remove})
        EXPECT_TRUE((Change{kind, {}, {}, {}}.acts())) << name(kind);
    for (const auto kind :
         {ChangeKind::none, ChangeKind::foreign, ChangeKind::conflict, ChangeKind::unknown})
        EXPECT_FALSE((Change{kind, {}, {}, {}}.acts())) << name(kind);
}

TEST(Change, is_of_the_rrset_that_was_or_will_be) {
    const zone::RRset set{"a.test.", "TXT", 60, {"\"x\""}};
    EXPECT_EQ((Change{ChangeKind::create, {}, set, {}}.owner()), "a.test.");
    EXPECT_EQ((Change{ChangeKind::remove, set, {}, {}}.type()), "TXT");
}

} // namespace
} // namespace fingerpost::publish

#include "check/family.hpp"

#include "check/state.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace fingerpost::check {

TEST(Families, every_check_has_a_name_of_its_own_and_says_everything) {
    std::set<std::string_view> names;
    for (const auto& family : families()) {
        EXPECT_TRUE(names.insert(family.name).second) << family.name;
        EXPECT_FALSE(family.title.empty()) << family.name;
        EXPECT_FALSE(family.checks.empty()) << family.name;
        EXPECT_NE(family.judge, nullptr) << family.name;
        EXPECT_EQ(find_family(family.name), &family);
        for (const auto& check : family.checks) {
            EXPECT_TRUE(names.insert(check.id).second || check.id == family.name) << check.id;
            EXPECT_EQ(find_check(check.id), &check);
            for (const auto text :
                 {check.spec, check.looks_at, check.finds, check.matters, check.remedy}) {
                EXPECT_FALSE(text.empty()) << check.id;
                EXPECT_TRUE(!text.ends_with('.') || text.ends_with(" ."))
                    << check.id << ": " << text;
            }
        }
    }
    EXPECT_EQ(find_family("nonsense"), nullptr);
    EXPECT_EQ(find_check("nonsense"), nullptr);
}

TEST(Families, all_checks_have_room_in_the_state_of_a_domain) {
    EXPECT_LE(all_checks().size() + 16, bits_max) << "make bits_max larger";
}

} // namespace fingerpost::check

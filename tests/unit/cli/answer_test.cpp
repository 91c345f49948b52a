#include "cli/answer.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::cli {
namespace {

Arguments typed(std::string_view option, std::string value) {
    Arguments arguments;
    arguments.set(option, {std::move(value)});
    return arguments;
}

TEST(NumberOf, keeps_to_its_limits) {
    EXPECT_EQ(number_of(typed("prio", "-3"), "prio", 10, -5, 5).value(), -3);
    EXPECT_EQ(number_of({}, "prio", 10, -5, 5).value(), 10);
    for (const auto* word : {"-6", "6", "", "-", "--3", "3x"})
        EXPECT_FALSE(number_of(typed("prio", word), "prio", 10, -5, 5)) << word;
    EXPECT_EQ(
        number_of(typed("limit", "-1"), "limit", 1, 0, 9).error().what,
        "--limit \"-1\" is not a whole number between 0 and 9"
    );
}

TEST(SomethingToChange, is_more_than_json) {
    constexpr std::array options{Option{"name", "NAME", ""}, json_option};
    EXPECT_TRUE(something_to_change(typed("name", "x"), options));
    EXPECT_FALSE(something_to_change(typed("json", ""), options));
}

TEST(CascadeHint, is_for_conflicts) {
    EXPECT_EQ(
        with_cascade_hint({Errc::conflict, "used"}, "frees it").what, "used (--cascade frees it)"
    );
    EXPECT_EQ(with_cascade_hint({Errc::not_found, "none"}, "frees it").what, "none");
}

} // namespace
} // namespace fingerpost::cli

#include "history/series.hpp"

#include "history/archive.hpp"

#include <gtest/gtest.h>

namespace fingerpost::history {
namespace {

constexpr std::int64_t now = 1'795'339'800;

TEST(Series, have_names_that_people_can_read) {
    EXPECT_TRUE(check({"requests{outcome=\"ok\"}", Kind::counter, "1/s"}));
    EXPECT_TRUE(check({"größe /var/mail store", Kind::gauge, ""}));
    for (const std::string name : {"", "a\nb", "\xff", "a\x7f"})
        EXPECT_EQ(check({name, Kind::gauge, ""}).error().code, Errc::bad_request) << name;
    EXPECT_FALSE(check({std::string(series_name_octets_max + 1, 'x'), Kind::gauge, ""}));
    EXPECT_FALSE(check({"x", Kind::gauge, std::string(unit_octets_max + 1, 'x')}));
}

TEST(Series, take_the_next_column) {
    EXPECT_EQ(free_column({}, now).value(), 0);
    EXPECT_EQ(free_column({{0, {}, now}, {1, {}, now}}, now).value(), 2);
}

TEST(Series, leave_a_column_that_is_free_when_nothing_of_them_is_left) {
    const std::vector<Series> all{{0, {}, 1}, {1, {}, 1, now}, {2, {}, 1}};
    EXPECT_EQ(free_column(all, now + longest_span).value(), 3);
    EXPECT_EQ(free_column(all, now + longest_span + 1).value(), 1);
}

TEST(Series, are_limited) {
    std::vector<Series> all;
    for (int column = 0; column < series_max; ++column)
        all.push_back({column, {}, now});
    EXPECT_EQ(free_column(all, now).error().code, Errc::unavailable);
}

TEST(Series, are_found_by_their_exact_name) {
    const std::vector<Series> all{
        {0, {"mail10", Kind::gauge, ""}, 1}, {1, {"mail1", Kind::gauge, ""}, 1}};
    EXPECT_EQ(find(all, "mail1"), &all[1]);
    EXPECT_EQ(find(all, "Mail1"), nullptr);
    EXPECT_EQ(find(all, "mail"), nullptr);
}

} // namespace
} // namespace fingerpost::history

#include "history/archive.hpp"

#include <gtest/gtest.h>

namespace fingerpost::history {
namespace {

constexpr std::int64_t day = 24 * 60 * 60;
constexpr std::int64_t now = 1'795'339'800; // 2026-11-22T09:30:00Z

TEST(Archive, steps_begin_at_multiples_of_their_length) {
    const Archive archive{"", 300, 10, 3};
    EXPECT_EQ(archive.start(1'000), 900);
    EXPECT_EQ(archive.start(900), 900);
    EXPECT_EQ(archive.slot(900), 3);
    EXPECT_EQ(archive.slot(900 + archive.span()), 3);
}

TEST(Archive, coarse_steps_can_be_computed_from_the_minutes) {
    for (const auto& archive : archives) {
        EXPECT_EQ(archive.step % minutes.step, 0) << archive.table;
        EXPECT_LT(archive.step, minutes.span()) << archive.table;
    }
    EXPECT_EQ(longest_span, 3653 * day);
}

std::string table_for(std::int64_t from, std::int64_t to, int points) {
    return archive_for({now - from, now - to, now, points}).table;
}

TEST(Archive, is_the_coarsest_that_gives_so_many_points) {
    EXPECT_EQ(table_for(day / 2, 0, 720), "minute");
    EXPECT_EQ(table_for(2 * day, 0, 576), "five_minutes");
    EXPECT_EQ(table_for(30 * day, 0, 720), "hour");
    EXPECT_EQ(table_for(400 * day, 0, 400), "day");
}

TEST(Archive, is_one_that_reaches_back_even_if_it_is_too_coarse) {
    EXPECT_EQ(table_for(10 * day, 9 * day, 720), "five_minutes");
    EXPECT_EQ(table_for(100 * day, 99 * day, 720), "hour");
    EXPECT_EQ(table_for(3000 * day, 2990 * day, 720), "day");
    EXPECT_EQ(table_for(9000 * day, 8000 * day, 720), "day");
}

TEST(Archive, is_the_finest_when_none_is_fine_enough) {
    EXPECT_EQ(table_for(600, 0, 720), "minute");
}

} // namespace
} // namespace fingerpost::history

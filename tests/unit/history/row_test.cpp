#include "history/row.hpp"

#include <gtest/gtest.h>

namespace fingerpost::history {
namespace {

TEST(Row, gives_back_what_was_set) {
    RowBuilder builder(1'795'339'800, 3, 3);
    builder.set(1, {1.5F, -2, 3e30F});
    const RowView row(builder.octets(), 3);
    EXPECT_EQ(row.time(), 1'795'339'800);
    EXPECT_FALSE(row.point(0).known());
    EXPECT_FLOAT_EQ(row.point(1).average, 1.5F);
    EXPECT_FLOAT_EQ(row.point(1).least, -2);
    EXPECT_FLOAT_EQ(row.point(1).most, 3e30F);
    EXPECT_FALSE(row.point(2).known());
}

TEST(Row, of_one_value_tells_it_thrice) {
    RowBuilder builder(60, 1, 1);
    builder.set(0, {7, 7, 7});
    const auto point = RowView(builder.octets(), 1).point(0);
    EXPECT_FLOAT_EQ(point.least, 7);
    EXPECT_FLOAT_EQ(point.most, 7);
}

TEST(Row, is_the_same_octets_on_every_machine) {
    RowBuilder builder(0x0102, 1, 1);
    builder.set(0, {1, 1, 1});
    EXPECT_EQ(builder.octets(), std::string_view("\x02\x01\0\0\0\0\0\0\0\0\x80\x3f", 12));
}

TEST(Row, knows_nothing_of_series_that_it_has_no_room_for) {
    const RowBuilder builder(60, 2, 3);
    EXPECT_EQ(builder.octets().size(), row_octets(2, 3));
    EXPECT_EQ(room_of(builder.octets().size(), 3), 2);
    EXPECT_FALSE(RowView(builder.octets(), 3).point(2).known());
    EXPECT_FALSE(RowView(builder.octets(), 3).point(-1).known());
    EXPECT_FALSE(RowView("", 3).point(0).known());
    EXPECT_EQ(RowView("short", 3).time(), 0);
}

} // namespace
} // namespace fingerpost::history

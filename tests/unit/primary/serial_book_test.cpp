#include "primary/serial_book.hpp"

#include "support/primary_sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::primary {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::year_month_day today = 2026y / 11 / 22;

TEST(SerialBook, the_same_content_keeps_its_serial_for_another_book_too) {
    const test::SerialDatabase database;
    EXPECT_EQ(SerialBook(database.url()).serial("a.test", "x", today).value(), 2026112200U);
    SerialBook again(database.url());
    EXPECT_EQ(again.serial("a.test", "x", 2027y / 1 / 1).value(), 2026112200U);
    EXPECT_EQ(again.serial("a.test", "y", today).value(), 2026112201U);
    EXPECT_EQ(again.serial("b.test", "y", today).value(), 2026112200U) << "each zone has its own";
}

TEST(SerialBook, a_clock_that_went_back_takes_no_serial_back) {
    const test::SerialDatabase database;
    SerialBook book(database.url());
    const auto first = book.serial("a.test", "x", today).value();
    EXPECT_EQ(book.serial("a.test", "y", 1970y / 1 / 1).value(), first + 1);
}

TEST(SerialBook, a_database_that_is_away_comes_back) {
    const test::SerialDatabase database;
    SerialBook book(database.url());
    ASSERT_TRUE(book.serial("a.test", "x", today));
    database.remove();
    EXPECT_EQ(book.serial("a.test", "x", today).error().code, Errc::upstream);
    EXPECT_EQ(book.after("", 10).error().code, Errc::upstream);
    ASSERT_TRUE(storage::migrate(*storage::open(database.url(), storage::Mode::create)));
    EXPECT_TRUE(book.serial("a.test", "x", today));
    EXPECT_EQ(book.after("", 10)->size(), 1U);
}

} // namespace
} // namespace fingerpost::primary

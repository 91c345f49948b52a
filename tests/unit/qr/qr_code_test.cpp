#include "qr/qr_code.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace fingerpost::qr {
namespace {

TEST(QrCode, has_its_three_finders_and_ends_there) {
    const auto code = QrCode::of("https://autoconfig.example.com/");
    ASSERT_TRUE(code);
    const int last = code->width() - 1;
    for (const auto& [x, y] : {std::pair{0, 0}, {last, 0}, {0, last}})
        EXPECT_TRUE(code->dark(x, y));
    EXPECT_FALSE(code->dark(7, 7)); // a finder's separator
    EXPECT_FALSE(code->dark(-1, 0));
    EXPECT_FALSE(code->dark(0, last + 1));
}

TEST(QrCode, refuses_what_nobody_could_scan) {
    EXPECT_TRUE(QrCode::of(std::string(text_bytes_max, 'x')));
    EXPECT_EQ(QrCode::of(std::string(text_bytes_max + 1, 'x')).error().code, Errc::bad_request);
    EXPECT_FALSE(QrCode::of(""));
    EXPECT_FALSE(QrCode::of(std::string_view("a\0b", 3)));
}

} // namespace
} // namespace fingerpost::qr

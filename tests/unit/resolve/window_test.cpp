#include "resolve/window.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

namespace {

constexpr Window::Time start{std::chrono::hours(1)};
constexpr auto pause = std::chrono::milliseconds(500);

} // namespace

TEST(Window, grows_with_answers_up_to_its_most) {
    Window window({4, 32, 128});
    EXPECT_EQ(window.size(), 32U);
    for (int i = 0; i < 40; ++i)
        window.answered();
    EXPECT_EQ(window.size(), 33U) << "by one for each window full of answers";
    for (int i = 0; i < 20'000; ++i)
        window.answered();
    EXPECT_EQ(window.size(), 128U);
}

TEST(Window, is_halved_once_for_what_was_lost_together) {
    Window window({4, 32, 128});
    for (int i = 0; i < 10; ++i)
        window.lost(start + std::chrono::milliseconds(i), pause);
    EXPECT_EQ(window.size(), 16U);
    window.lost(start + pause, pause);
    EXPECT_EQ(window.size(), 8U);
    for (int i = 2; i < 10; ++i)
        window.lost(start + i * pause, pause);
    EXPECT_EQ(window.size(), 4U);
}

} // namespace fingerpost::resolve

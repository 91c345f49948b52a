#include "base/together.hpp"

#include "support/await.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <stdexcept>
#include <vector>

namespace fingerpost {

namespace {

struct Crowd {
    Pace pace = real_time();
    int inside = 0;
    int most = 0;
    std::vector<std::size_t> seen;
};

boost::asio::awaitable<void> enter(Crowd& crowd, std::size_t number) {
    crowd.most = std::max(crowd.most, ++crowd.inside);
    co_await crowd.pace.pause(std::chrono::milliseconds(1));
    --crowd.inside;
    crowd.seen.push_back(number);
}

boost::asio::awaitable<void> enter_or_throw(Crowd& crowd, std::size_t number) {
    if (number == 2) throw std::runtime_error("two");
    co_await enter(crowd, number);
}

boost::asio::awaitable<int> all(Crowd& crowd, std::size_t count, std::size_t at_once) {
    const auto one = [&crowd](std::size_t number) { return enter(crowd, number); };
    co_await together(count, at_once, one);
    co_return 0;
}

boost::asio::awaitable<int> all_but_two(Crowd& crowd) {
    const auto one = [&crowd](std::size_t number) { return enter_or_throw(crowd, number); };
    co_await together(4, 4, one);
    co_return 0;
}

} // namespace

TEST(Together, runs_each_once_and_few_at_a_time) {
    Crowd crowd;
    test::await(all(crowd, 10, 3));
    EXPECT_EQ(crowd.most, 3);
    std::sort(crowd.seen.begin(), crowd.seen.end());
    EXPECT_EQ(crowd.seen, (std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
}

TEST(Together, nothing_to_do_is_done_at_once) {
    Crowd crowd;
    test::await(all(crowd, 0, 3));
    EXPECT_TRUE(crowd.seen.empty());
}

TEST(Together, an_exception_is_thrown_when_all_have_ended) {
    Crowd crowd;
    EXPECT_THROW(test::await(all_but_two(crowd)), std::runtime_error);
    EXPECT_EQ(crowd.seen.size(), 3U);
    EXPECT_EQ(crowd.inside, 0);
}

} // namespace fingerpost

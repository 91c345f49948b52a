#include "resolve/srv_order.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

namespace {

std::string order_of(const std::vector<Srv>& records, const Lottery& draw) {
    std::string order;
    for (const auto& srv : in_order(records, draw))
        order += srv.target;
    return order;
}

std::uint32_t least(std::uint32_t) {
    return 0;
}

std::uint32_t most(std::uint32_t sum) {
    return sum;
}

} // namespace

TEST(SrvOrder, lower_priority_comes_first) {
    EXPECT_EQ(order_of({{20, 9, 1, "c"}, {0, 1, 1, "a"}, {10, 5, 1, "b"}}, least), "abc");
    EXPECT_EQ(order_of({}, least), "");
}

TEST(SrvOrder, the_lottery_decides_within_a_priority) {
    const std::vector<Srv> records{{0, 10, 1, "a"}, {0, 30, 1, "b"}, {0, 60, 1, "c"}};
    EXPECT_EQ(order_of(records, least), "abc");
    EXPECT_EQ(order_of(records, most), "cba");
    std::vector<std::uint32_t> sums;
    const auto eleven = [&](std::uint32_t sum) {
        sums.push_back(sum);
        return std::uint32_t(11);
    };
    EXPECT_EQ(order_of(records, eleven), "bca") << "40 reaches 11, then 70 does, then the rest";
    EXPECT_EQ(sums, (std::vector<std::uint32_t>{100, 70, 10}));
}

TEST(SrvOrder, a_weight_of_zero_has_the_smallest_chance) {
    const std::vector<Srv> records{{0, 5, 1, "a"}, {0, 0, 1, "z"}};
    EXPECT_EQ(order_of(records, least), "za") << "only the number 0 draws it first";
    const auto one = [](std::uint32_t) { return std::uint32_t(1); };
    EXPECT_EQ(order_of(records, one), "az");
}

} // namespace fingerpost::resolve

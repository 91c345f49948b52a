#include "directory/wire.hpp"

#include "support/slapd.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cerrno>

namespace fingerpost::directory {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

std::unique_ptr<Wire> wire_to(const test::Loopback& host) {
    const auto port = static_cast<std::uint16_t>(host.port());
    auto wire = Wire::connect("127.0.0.1", port, Clock::now() + 2s);
    EXPECT_TRUE(wire);
    return std::move(*wire);
}

} // namespace

TEST(Wire, says_why_it_cannot_connect) {
    const test::Loopback closed(false);
    const auto port = static_cast<std::uint16_t>(closed.port());
    const auto wire = Wire::connect("localhost", port, Clock::now() + 2s);
    ASSERT_FALSE(wire);
    EXPECT_EQ(wire.error().code, Errc::upstream);
    EXPECT_EQ(wire.error().what, "Connection refused");
}

TEST(Wire, reads_what_is_there_and_waits_no_longer_than_told) {
    const test::Loopback host(true);
    const auto wire = wire_to(host);
    const int peer = ::accept(host.descriptor(), nullptr, nullptr);
    EXPECT_EQ(::send(peer, "abc", 3, 0), 3);
    std::array<char, 8> bytes{};
    EXPECT_EQ(wire->read(bytes.data(), bytes.size()), 3);
    const auto began = Clock::now();
    wire->until(began + 50ms);
    EXPECT_EQ(wire->read(bytes.data(), bytes.size()), -1);
    EXPECT_EQ(errno, ETIMEDOUT);
    EXPECT_TRUE(wire->timed_out());
    EXPECT_GE(Clock::now() - began, 50ms);
    EXPECT_LT(Clock::now() - began, 1s);
    ::close(peer);
    wire->until(Clock::now() + 2s);
    EXPECT_EQ(wire->read(bytes.data(), bytes.size()), 0);
}

TEST(Wire, writes_to_nobody_end_in_time_and_without_a_signal) {
    const test::Loopback host(true);
    const auto wire = wire_to(host);
    wire->until(Clock::now() + 50ms);
    const std::string much(1 << 20, 'x');
    std::int64_t written = 0;
    for (int i = 0; i < 100 && written >= 0; ++i)
        written = wire->write(much.data(), much.size());
    EXPECT_EQ(written, -1);
    EXPECT_TRUE(wire->timed_out());
    ::close(::accept(host.descriptor(), nullptr, nullptr)); // unread bytes: it resets
    wire->until(Clock::now() + 2s);
    for (int i = 0; i < 2; ++i)
        EXPECT_EQ(wire->write(much.data(), much.size()), -1);
    EXPECT_NE(errno, ETIMEDOUT);
}

} // namespace fingerpost::directory

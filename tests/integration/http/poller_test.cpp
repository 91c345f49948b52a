#include "http/poller.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>

namespace fingerpost::http {

namespace {

class PollerTest : public testing::Test {
protected:
    void SetUp() override {
        std::array<int, 2> pair{};
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
        peer_ = pair[1];
        socket_ = std::make_unique<Socket>(pair[0], poller_);
        poller_.start();
    }

    void TearDown() override { ::close(peer_); }

    /// What the socket receives until its end, or until it is cancelled.
    boost::asio::awaitable<void> read_all() {
        std::array<char, 4> bytes{};
        while (!cancelled_) {
            const auto received = socket_->receive(bytes.data(), bytes.size());
            if (received.progress == Socket::Progress::ended) break;
            seen_.append(bytes.data(), received.bytes);
            if (received.progress == Socket::Progress::blocked) co_await socket_->readable();
        }
        poller_.stop();
    }

    void start_reading() {
        boost::asio::co_spawn(context_, read_all(), boost::asio::detached);
        context_.poll();
    }

    void peer_says(const std::string& text) const {
        ASSERT_EQ(::write(peer_, text.data(), text.size()), static_cast<ssize_t>(text.size()));
    }

    boost::asio::io_context context_{1};
    Poller poller_{context_};
    std::unique_ptr<Socket> socket_;
    int peer_ = -1;
    std::string seen_;
    bool cancelled_ = false;
};

} // namespace

TEST_F(PollerTest, wakes_for_each_piece_and_for_the_end) {
    start_reading();
    peer_says("one");
    context_.poll();
    EXPECT_EQ(seen_, "one");
    peer_says("two, longer than a read");
    context_.poll();
    EXPECT_EQ(seen_, "onetwo, longer than a read");
    ::shutdown(peer_, SHUT_WR);
    context_.run();
}

TEST_F(PollerTest, sees_an_end_that_came_with_the_last_bytes) {
    peer_says("bye");
    ::shutdown(peer_, SHUT_WR);
    start_reading();
    context_.run();
    EXPECT_EQ(seen_, "bye");
}

TEST_F(PollerTest, a_wait_can_be_cancelled) {
    start_reading();
    cancelled_ = true;
    socket_->cancel();
    context_.run();
    EXPECT_EQ(seen_, "");
}

TEST_F(PollerTest, a_dropped_wait_ends_with_the_context) {
    start_reading();
    socket_->drop_wait();
}

} // namespace fingerpost::http

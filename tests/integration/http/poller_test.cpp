#include "http/poller.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <string>

namespace fingerpost::http {

namespace {

class PollerTest : public testing::Test, public Waiter {
protected:
    void SetUp() override {
        std::array<int, 2> pair{};
        ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, pair.data()), 0);
        peer_ = pair[1];
        socket_ = std::make_unique<Socket>(pair[0], poller_, *this);
        poller_.start();
    }

    void TearDown() override { ::close(peer_); }

    /// Keeps what the socket receives, until its end.
    void resume() override {
        std::array<char, 4> bytes{};
        ++resumed_;
        while (true) {
            const auto received = socket_->receive(bytes.data(), bytes.size());
            if (received.progress == Socket::Progress::ended) return poller_.stop();
            if (received.progress == Socket::Progress::blocked) return socket_->await_readable();
            seen_.append(bytes.data(), received.bytes);
        }
    }

    void start_reading() {
        resume();
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
    int resumed_ = 0;
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

TEST_F(PollerTest, who_waits_no_longer_is_not_resumed) {
    start_reading();
    const auto before = resumed_;
    socket_->await_nothing();
    peer_says("one");
    context_.poll();
    EXPECT_EQ(resumed_, before);
    resume();
    EXPECT_EQ(seen_, "one");
}

} // namespace fingerpost::http

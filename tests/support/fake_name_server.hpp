/// @file
/// A name server on loopback that does with each message what a test says.
#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fingerpost::test {

class FakeNameServer {
public:
    /// The messages to send back at once, several or none; without a value the connection is
    /// closed.
    using Reply =
        std::function<std::optional<std::vector<std::string>>(const std::string& message)>;

    FakeNameServer(boost::asio::io_context& context, Reply reply)
        : acceptor_(context, {boost::asio::ip::address_v4::loopback(), 0}),
          reply_(std::make_shared<Reply>(std::move(reply))) {
        boost::asio::co_spawn(
            context, accept(acceptor_, reply_, &connections), boost::asio::detached
        );
    }

    std::uint16_t port() const { return acceptor_.local_endpoint().port(); }
    int connections = 0;

private:
    using Acceptor = boost::asio::ip::tcp::acceptor;
    using Socket = boost::asio::ip::tcp::socket;

    static boost::asio::awaitable<void>
    accept(Acceptor& acceptor, std::shared_ptr<Reply> reply, int* connections) {
        for (;;) {
            auto socket = co_await acceptor.async_accept(boost::asio::use_awaitable);
            ++*connections;
            auto task = serve(std::move(socket), reply);
            boost::asio::co_spawn(acceptor.get_executor(), std::move(task), boost::asio::detached);
        }
    }

    static boost::asio::awaitable<void> serve(Socket socket, std::shared_ptr<Reply> reply) {
        std::array<unsigned char, 2> length{};
        for (;;) {
            const auto size_space = boost::asio::buffer(length);
            co_await boost::asio::async_read(socket, size_space, boost::asio::use_awaitable);
            std::string message(length[0] * 256U + length[1], '\0');
            const auto space = boost::asio::buffer(message);
            co_await boost::asio::async_read(socket, space, boost::asio::use_awaitable);
            const auto answers = (*reply)(message);
            if (!answers) co_return;
            std::string octets;
            for (const auto& answer : *answers) {
                octets += static_cast<char>(answer.size() >> 8U);
                octets += static_cast<char>(answer.size() & 0xff);
                octets += answer;
            }
            const auto to_send = boost::asio::buffer(octets);
            co_await boost::asio::async_write(socket, to_send, boost::asio::use_awaitable);
        }
    }

    Acceptor acceptor_;
    std::shared_ptr<Reply> reply_;
};

} // namespace fingerpost::test

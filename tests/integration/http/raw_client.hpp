/// @file
/// A client that sends bytes as they are, and a server on a free port to send them to.
#pragma once

#include "http/server.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <chrono>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

namespace fingerpost::test {

using std::chrono::milliseconds;

/// Long enough that only a broken server reaches it.
inline constexpr milliseconds patience{5000};

class RawClient {
public:
    explicit RawClient(const http::Endpoint& server, int receive_buffer = 0)
        : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
        if (receive_buffer > 0)
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(server.port);
        ::inet_pton(AF_INET, server.host.c_str(), &address.sin_addr);
        connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
    }
    ~RawClient() { ::close(socket_); }
    RawClient(const RawClient&) = delete;
    RawClient& operator=(const RawClient&) = delete;

    bool connected() const { return connected_; }

    void send(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
            if (sent <= 0) return;
            bytes.remove_prefix(static_cast<std::size_t>(sent));
        }
    }

    void end_sending() { ::shutdown(socket_, SHUT_WR); }

    /// What came by then; stops early at the connection's end.
    std::string read_until_closed(milliseconds most = patience) {
        while (!closed_ && receive(most)) {
        }
        return std::exchange(received_, {});
    }

    /// One whole answer: header and, unless `bodiless`, as much body as it announces.
    std::string read_answer(bool bodiless = false) {
        while (true) {
            const auto size = answer_size(bodiless);
            if (size <= received_.size()) {
                auto answer = received_.substr(0, size);
                received_.erase(0, size);
                return answer;
            }
            if (!receive(patience)) return std::exchange(received_, {});
        }
    }

    /// Whether nothing arrives for so long, not even the end.
    bool is_quiet(milliseconds time) { return !closed_ && received_.empty() && !readable(time); }

    bool closed(milliseconds most = patience) {
        while (!closed_ && receive(most)) {
        }
        return closed_;
    }

private:
    bool readable(milliseconds most) {
        pollfd wait{socket_, POLLIN, 0};
        return ::poll(&wait, 1, static_cast<int>(most.count())) == 1;
    }

    bool receive(milliseconds most) {
        if (!readable(most)) return false;
        char bytes[4096];
        const auto count = ::recv(socket_, bytes, sizeof bytes, 0);
        closed_ = count <= 0;
        if (!closed_) received_.append(bytes, static_cast<std::size_t>(count));
        return !closed_;
    }

    std::size_t answer_size(bool bodiless) const {
        const auto end = received_.find("\r\n\r\n");
        if (end == std::string::npos) return std::string::npos;
        const auto length = received_.find("Content-Length: ");
        if (bodiless || length > end) return end + 4;
        return end + 4 + std::stoul(received_.substr(length + 16));
    }

    int socket_;
    bool connected_ = false;
    bool closed_ = false;
    std::string received_;
};

/// What a handler was asked, as text, so that a test can look at it through the answer.
inline Response echo(const Request& request) {
    Response response;
    response.content_type = "text/plain";
    response.body = request.method + " " + request.scheme + "://" + request.host + request.path +
                    "?" + request.query + "\n" + request.content_type + "\n" + request.remote +
                    (request.loopback ? " loopback" : "") + "\n" + request.body;
    return response;
}

/// Gives up after short times, so that tests are short.
inline http::ListenerSettings quick_settings(Handler handler = echo) {
    http::ListenerSettings settings;
    settings.endpoints.push_back(http::Endpoint{"127.0.0.1", 0});
    settings.handler = std::move(handler);
    return settings;
}

class RunningServer {
public:
    explicit RunningServer(http::ListenerSettings settings = quick_settings(), unsigned workers = 1)
        : server_(metrics_, workers) {
        const auto listening = server_.listen(std::move(settings));
        EXPECT_TRUE(listening) << listening.error().what;
        server_.start();
    }

    http::Endpoint endpoint() const { return server_.bound().front(); }
    http::Server& server() { return server_; }
    metrics::Metrics& metrics() { return metrics_; }

    /// The value of a series of the metrics page, -1 without it.
    double metric(const std::string& series) const {
        const auto page = "\n" + metrics_.text();
        const auto at = page.find("\n" + series + " ");
        return at == page.npos ? -1 : std::stod(page.substr(at + series.size() + 2));
    }

    /// Waits until the series has the value: counting follows the answer.
    bool metric_becomes(const std::string& series, double value) const {
        for (int i = 0; i < 500 && metric(series) != value; ++i)
            ::usleep(10000);
        return metric(series) == value;
    }

    /// Everything a server says to these bytes on a connection of their own.
    std::string answer_to(std::string_view bytes) const {
        RawClient client(endpoint());
        client.send(bytes);
        client.end_sending();
        return client.read_until_closed();
    }

private:
    metrics::Metrics metrics_;
    http::Server server_;
};

inline std::string status_line(const std::string& answer) {
    return answer.substr(0, answer.find("\r\n"));
}

inline std::string body_of(const std::string& answer) {
    const auto end = answer.find("\r\n\r\n");
    return end == answer.npos ? "" : answer.substr(end + 4);
}

inline std::string without_date(std::string answer) {
    for (auto at = answer.find("Date: "); at != answer.npos; at = answer.find("Date: ", at))
        answer.erase(at, answer.find("\r\n", at) + 2 - at);
    return answer;
}

} // namespace fingerpost::test

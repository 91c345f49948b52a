#include "http/server.hpp"

#include "integration/http/raw_client.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <atomic>
#include <set>
#include <stdexcept>
#include <thread>

namespace fingerpost {

namespace {

using http::Endpoint;
using test::milliseconds;
using test::quick_settings;
using test::RawClient;
using test::RunningServer;

const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

boost::asio::awaitable<void> sleep_for(milliseconds time) {
    boost::asio::steady_timer timer(co_await boost::asio::this_coro::executor, time);
    co_await timer.async_wait(boost::asio::use_awaitable);
}

boost::asio::awaitable<Response> slow_echo(Request request) {
    co_await sleep_for(milliseconds(150));
    co_return test::echo(request);
}

boost::asio::awaitable<Response> very_slow(Request) {
    co_await sleep_for(std::chrono::seconds(30));
    co_return Response{};
}

} // namespace

TEST(EndpointText, reads_what_it_writes) {
    for (const std::string text : {"127.0.0.1:4243", "[::1]:80", "localhost:0", "[fe80::1]:65535"})
        EXPECT_EQ(Endpoint::parse(text).value().str(), text);
}

TEST(EndpointText, refuses_what_is_neither_address_nor_port) {
    for (const auto* text :
         {"",
          "127.0.0.1",
          ":80",
          "::1:80",
          "[::1]",
          "[127.0.0.1]:80",
          "example.com:80",
          "127.0.0.1:65536",
          "127.0.0.1:",
          "127.0.0.1:-1"})
        EXPECT_EQ(Endpoint::parse(text).error().code, Errc::bad_request) << text;
}

TEST(Server, shares_one_chosen_port_among_its_workers) {
    RunningServer running(quick_settings(), 3);
    EXPECT_GT(running.endpoint().port, 0);
    for (int i = 0; i < 20; ++i)
        EXPECT_EQ(test::status_line(running.answer_to(get)), "HTTP/1.1 200 OK");
}

TEST(Server, listens_on_ipv6_and_ipv4_at_one_port) {
    metrics::Metrics metrics;
    http::Server server(metrics, 1);
    ASSERT_TRUE(server.listen(quick_settings()));
    auto settings = quick_settings();
    settings.endpoints = {Endpoint{"::1", server.bound().front().port}};
    const auto listening = server.listen(settings);
    if (!listening) GTEST_SKIP() << listening.error().what;
    EXPECT_EQ(server.bound().size(), 2U);
    EXPECT_EQ(server.bound()[1].str(), "[::1]:" + std::to_string(server.bound()[0].port));
}

TEST(Server, names_the_endpoint_that_is_in_use) {
    RunningServer running;
    metrics::Metrics metrics;
    http::Server second(metrics, 2);
    auto settings = quick_settings();
    settings.endpoints = {running.endpoint()};
    const auto listening = second.listen(settings);
    ASSERT_FALSE(listening);
    EXPECT_EQ(listening.error().code, Errc::conflict);
    EXPECT_NE(listening.error().what.find(running.endpoint().str()), std::string::npos);
    EXPECT_TRUE(second.bound().empty());
}

TEST(Server, closes_connections_over_the_limit_at_once) {
    auto settings = quick_settings();
    settings.limits.connections = 2;
    RunningServer running(settings);
    RawClient first(running.endpoint());
    RawClient second(running.endpoint());
    first.send(get);
    second.send(get);
    EXPECT_EQ(test::status_line(first.read_answer()), "HTTP/1.1 200 OK");
    EXPECT_EQ(test::status_line(second.read_answer()), "HTTP/1.1 200 OK");
    RawClient third(running.endpoint());
    EXPECT_TRUE(third.closed());
    EXPECT_TRUE(running.metric_becomes(
        R"(fingerpost_http_connections_rejected_total{listener="http",reason="limit"})", 1
    ));
    EXPECT_EQ(running.metric(R"(fingerpost_http_connections{listener="http"})"), 2);
}

TEST(Server, takes_new_connections_when_old_ones_have_ended) {
    auto settings = quick_settings();
    settings.limits.connections = 1;
    RunningServer running(settings);
    for (int i = 0; i < 5; ++i) {
        EXPECT_EQ(test::status_line(running.answer_to(get)), "HTTP/1.1 200 OK");
        EXPECT_TRUE(running.metric_becomes(R"(fingerpost_http_connections{listener="http"})", 0));
    }
}

TEST(Server, limits_requests_of_a_network_that_is_not_loopback) {
    auto settings = quick_settings();
    settings.limits.requests_per_second = 0.001;
    settings.proxy_count = 1;
    RunningServer running(settings);
    const std::string from_outside =
        "GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n";
    RawClient client(running.endpoint());
    client.send(from_outside);
    EXPECT_EQ(test::status_line(client.read_answer()), "HTTP/1.1 200 OK");
    client.send(from_outside);
    const auto refused = client.read_answer();
    EXPECT_EQ(test::status_line(refused), "HTTP/1.1 429 Too Many Requests");
    EXPECT_NE(refused.find("Retry-After: 1\r\n"), std::string::npos);
    for (int i = 0; i < 10; ++i) {
        client.send(get);
        EXPECT_EQ(test::status_line(client.read_answer()), "HTTP/1.1 200 OK");
    }
    EXPECT_TRUE(running.metric_becomes(
        R"(fingerpost_http_requests_total{protocol="other",outcome="limited"})", 1
    ));
}

TEST(Server, stop_lets_a_running_request_end_and_closes_idle_connections) {
    RunningServer running(quick_settings(slow_echo));
    RawClient busy(running.endpoint());
    RawClient idle(running.endpoint());
    idle.send(get);
    idle.read_answer();
    busy.send(get);
    std::this_thread::sleep_for(milliseconds(50));
    running.server().stop(test::patience);
    EXPECT_TRUE(idle.closed());
    const auto answer = busy.read_until_closed();
    EXPECT_EQ(test::status_line(answer), "HTTP/1.1 200 OK");
    EXPECT_NE(answer.find("Connection: close\r\n"), std::string::npos);
    EXPECT_FALSE(RawClient(running.endpoint()).connected());
}

TEST(Server, stop_ends_with_the_last_request_that_was_still_arriving) {
    RunningServer running;
    RawClient client(running.endpoint());
    client.send("GET / HTTP/1.1\r\n");
    std::this_thread::sleep_for(milliseconds(30));
    std::thread rest([&] {
        std::this_thread::sleep_for(milliseconds(50));
        client.send("Host: a\r\n\r\n");
    });
    const auto began = std::chrono::steady_clock::now();
    running.server().stop(std::chrono::seconds(30));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
    rest.join();
    EXPECT_EQ(test::status_line(client.read_until_closed()), "HTTP/1.1 200 OK");
}

TEST(Server, stop_ends_what_runs_longer_than_the_grace) {
    RunningServer running(quick_settings(very_slow));
    RawClient client(running.endpoint());
    client.send(get);
    std::this_thread::sleep_for(milliseconds(50));
    const auto began = std::chrono::steady_clock::now();
    running.server().stop(milliseconds(50));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
    EXPECT_TRUE(client.closed());
}

TEST(Server, stop_without_connections_does_not_wait) {
    RunningServer running(quick_settings(), 2);
    const auto began = std::chrono::steady_clock::now();
    running.server().stop(std::chrono::seconds(30));
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
}

TEST(Server, ends_with_its_connections_when_it_is_destroyed) {
    metrics::Metrics metrics;
    auto server = std::make_unique<http::Server>(metrics, 2);
    ASSERT_TRUE(server->listen(quick_settings(very_slow)));
    const auto endpoint = server->bound().front();
    server->start();
    RawClient client(endpoint);
    client.send(get);
    std::this_thread::sleep_for(milliseconds(20));
    server.reset();
    EXPECT_TRUE(client.closed());
}

TEST(Server, requests_that_wait_on_one_thread_do_not_mix) {
    RunningServer running(quick_settings(slow_echo));
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int c = 0; c < 8; ++c) {
        std::string requests;
        for (int i = 0; i < 3; ++i)
            requests += "POST /" + std::to_string(c) + "/" + std::to_string(i) +
                        " HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\n\r\n" + std::to_string(c);
        clients.push_back(std::make_unique<RawClient>(running.endpoint()));
        clients.back()->send(requests);
    }
    for (int c = 0; c < 8; ++c) {
        for (int i = 0; i < 3; ++i) {
            const auto own = std::to_string(c);
            const auto expected = "POST http://a/" + own + "/" + std::to_string(i) +
                                  "?\n\n127.0.0.1 loopback\n" + own;
            EXPECT_EQ(test::body_of(clients[static_cast<std::size_t>(c)]->read_answer()), expected);
        }
    }
}

TEST(Server, a_client_that_leaves_while_it_is_being_answered_harms_nobody) {
    RunningServer running(quick_settings(slow_echo));
    { RawClient(running.endpoint()).send(get + get); }
    EXPECT_TRUE(
        running.metric_becomes(R"(fingerpost_http_connections_accepted_total{listener="http"})", 1)
    );
    EXPECT_TRUE(running.metric_becomes(R"(fingerpost_http_connections{listener="http"})", 0));
    EXPECT_EQ(test::status_line(running.answer_to(get)), "HTTP/1.1 200 OK");
}

TEST(Server, a_connection_stays_on_its_thread) {
    std::atomic<int> elsewhere{0};
    const auto handler = [&](Request) -> boost::asio::awaitable<Response> {
        thread_local int seen = 0;
        const auto thread = std::this_thread::get_id();
        co_await sleep_for(milliseconds(1));
        if (thread != std::this_thread::get_id()) ++elsewhere;
        Response response;
        response.body = std::to_string(++seen);
        co_return response;
    };
    RunningServer running(quick_settings(handler), 3);
    std::vector<std::thread> clients;
    for (int i = 0; i < 6; ++i) {
        clients.emplace_back([&] {
            RawClient client(running.endpoint());
            for (int n = 0; n < 20; ++n) {
                client.send(get);
                EXPECT_EQ(test::status_line(client.read_answer()), "HTTP/1.1 200 OK");
            }
        });
    }
    for (auto& client : clients)
        client.join();
    EXPECT_EQ(elsewhere, 0);
    EXPECT_TRUE(running.metric_becomes(R"(fingerpost_http_responses_total{code="200"})", 120));
}

} // namespace fingerpost

#include "http/connection.hpp"

#include "integration/http/raw_client.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace fingerpost {

namespace {

using test::body_of;
using test::milliseconds;
using test::quick_settings;
using test::RawClient;
using test::RunningServer;
using test::status_line;

const std::string get = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

Response failing(const Request&) {
    throw std::runtime_error("disk full");
}

boost::asio::awaitable<Response> failing_late(Request) {
    throw std::runtime_error("disk full");
    co_return Response{};
}

/// The path says how many MiB.
Response large(const Request& request) {
    Response response;
    response.body.assign(std::stoul(request.path.substr(1)) * 1024 * 1024, 'x');
    return response;
}

/// The same whether it comes in one piece or in two, wherever it is cut.
void expect_same_answer_however_cut(const RunningServer& running, const std::string& request) {
    const auto whole = test::without_date(running.answer_to(request));
    EXPECT_FALSE(whole.empty());
    for (std::size_t cut = 1; cut < request.size(); ++cut) {
        RawClient client(running.endpoint());
        client.send(request.substr(0, cut));
        ::usleep(300); // most pieces are then read on their own
        client.send(request.substr(cut));
        client.end_sending();
        ASSERT_EQ(test::without_date(client.read_until_closed()), whole) << "cut at " << cut;
    }
}

} // namespace

TEST(HttpConnection, answers_with_length_type_and_date) {
    RunningServer running;
    RawClient client(running.endpoint());
    client.send(get);
    const auto answer = client.read_answer();
    EXPECT_EQ(status_line(answer), "HTTP/1.1 200 OK");
    EXPECT_NE(answer.find("\r\nServer: fingerpost\r\n"), answer.npos);
    EXPECT_NE(answer.find("\r\nContent-Type: text/plain\r\n"), answer.npos);
    EXPECT_NE(answer.find("\r\nDate: "), answer.npos);
    EXPECT_EQ(answer.find("\r\nConnection: "), answer.npos);
    EXPECT_EQ(body_of(answer), "GET http://a/?\n\n127.0.0.1 loopback\n");
}

TEST(HttpConnection, stays_open_until_asked_to_close) {
    RunningServer running;
    RawClient client(running.endpoint());
    for (int i = 0; i < 3; ++i) {
        client.send(get);
        EXPECT_EQ(status_line(client.read_answer()), "HTTP/1.1 200 OK");
    }
    client.send("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_NE(client.read_until_closed().find("\r\nConnection: close\r\n"), std::string::npos);
    EXPECT_TRUE(client.closed());
}

TEST(HttpConnection, http_1_0_closes_unless_asked_to_stay) {
    RunningServer running;
    RawClient client(running.endpoint());
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const auto first = client.read_answer();
    EXPECT_NE(first.find("\r\nConnection: keep-alive\r\n"), first.npos);
    client.send("GET /x HTTP/1.0\r\n\r\n");
    EXPECT_EQ(body_of(client.read_until_closed()), "GET http:///x?\n\n127.0.0.1 loopback\n");
    EXPECT_TRUE(client.closed());
}

TEST(HttpConnection, head_is_get_without_the_body) {
    RunningServer running;
    RawClient client(running.endpoint());
    client.send("HEAD /x HTTP/1.1\r\nHost: a\r\n\r\n");
    const auto answer = client.read_answer(true);
    EXPECT_NE(answer.find("\r\nContent-Length: 37\r\n"), answer.npos) << answer;
    client.send(get);
    EXPECT_EQ(status_line(client.read_answer()), "HTTP/1.1 200 OK");
}

TEST(HttpConnection, a_hundred_pipelined_requests_are_answered_in_order) {
    RunningServer running;
    RawClient client(running.endpoint());
    std::string requests;
    for (int i = 0; i < 100; ++i)
        requests += "GET /" + std::to_string(i) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    client.send(requests);
    for (int i = 0; i < 100; ++i) {
        const auto body = body_of(client.read_answer());
        EXPECT_EQ(body, "GET http://a/" + std::to_string(i) + "?\n\n127.0.0.1 loopback\n");
    }
    EXPECT_TRUE(running.metric_becomes(R"(fingerpost_http_responses_total{code="200"})", 100));
}

TEST(HttpConnection, pipelined_answers_do_not_pile_up) {
    RunningServer running(quick_settings(large));
    RawClient client(running.endpoint());
    for (int i = 0; i < 8; ++i)
        client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\n");
    for (int i = 0; i < 8; ++i)
        EXPECT_EQ(body_of(client.read_answer()).size(), 1024U * 1024);
}

TEST(HttpConnection, answers_a_client_that_has_ended_its_sending) {
    RunningServer running;
    const auto answer = running.answer_to(get);
    EXPECT_EQ(status_line(answer), "HTTP/1.1 200 OK");
}

TEST(HttpConnection, reads_a_body_of_known_length_and_a_chunked_one) {
    RunningServer running;
    const auto known = running.answer_to(
        "POST / HTTP/1.1\r\nHost: a\r\nContent-Type: text/xml\r\nContent-Length: 5\r\n\r\nhello"
    );
    EXPECT_EQ(body_of(known), "POST http://a/?\ntext/xml\n127.0.0.1 loopback\nhello");
    const auto chunked = running.answer_to("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                                           "chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n");
    EXPECT_EQ(body_of(chunked), "POST http://a/?\n\n127.0.0.1 loopback\nhello");
}

TEST(HttpConnection, the_answer_does_not_depend_on_how_the_request_is_cut) {
    auto settings = quick_settings();
    settings.limits.header_bytes = 200;
    settings.limits.body_bytes = 20;
    RunningServer running(settings);
    const std::string chunked = "POST /a%20b?c=d HTTP/1.1\r\nHost: A.example.:80\r\n"
                                "Transfer-Encoding: chunked\r\n\r\n";
    for (const auto& request : {
             "\r\nGET http://b/ HTTP/1.1\r\nHost: a\r\nA: b\r\n c\r\n\r\n" + get,
             std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nhello") + get,
             chunked + "3;x=y\r\nabc\r\n1\r\nd\r\n0\r\nTrailer: x\r\n\r\n" + get,
             chunked + "0\r\n\r\n" + get,
             chunked + "zz\r\n\r\n",
             std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 21\r\n\r\n"),
             std::string("GET / HTTP/2.0\r\nHost: a\r\n\r\n"),
             "GET / HTTP/1.1\r\nHost: a\r\nLong: " + std::string(200, 'x') + "\r\n\r\n",
         })
        expect_same_answer_however_cut(running, request);
}

TEST(HttpConnection, asks_for_the_body_a_client_holds_back) {
    RunningServer running;
    RawClient client(running.endpoint());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(client.read_answer(), "HTTP/1.1 100 Continue\r\n\r\n");
    client.send("ok");
    EXPECT_EQ(status_line(client.read_answer()), "HTTP/1.1 200 OK");
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\nok"
    );
    EXPECT_EQ(status_line(client.read_answer()), "HTTP/1.1 200 OK");
}

TEST(HttpConnection, a_refusal_reaches_a_client_that_still_sends) {
    RunningServer running;
    RawClient client(running.endpoint());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500000\r\n\r\n");
    client.send(std::string(500000, 'x'));
    client.end_sending();
    const auto answer = client.read_until_closed();
    EXPECT_EQ(status_line(answer), "HTTP/1.1 413 Content Too Large");
    EXPECT_NE(answer.find("\r\nConnection: close\r\n"), answer.npos);
}

TEST(HttpConnection, a_request_that_takes_too_long_is_answered_408) {
    auto settings = quick_settings();
    settings.limits.request_time = milliseconds(100);
    RunningServer running(settings);
    for (const auto* part :
         {"GET / HT", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\na"}) {
        RawClient client(running.endpoint());
        client.send(part);
        EXPECT_EQ(status_line(client.read_until_closed()), "HTTP/1.1 408 Request Timeout");
        EXPECT_TRUE(client.closed());
    }
    EXPECT_TRUE(running.metric_becomes(
        R"(fingerpost_http_connections_rejected_total{listener="http",reason="timeout"})", 2
    ));
}

TEST(HttpConnection, dripping_bytes_does_not_buy_time) {
    auto settings = quick_settings();
    settings.limits.request_time = milliseconds(150);
    RunningServer running(settings);
    RawClient client(running.endpoint());
    client.send("GET / HTTP/1.1\r\nHost: a\r\n");
    for (int i = 0; i < 100 && client.is_quiet(milliseconds(20)); ++i)
        client.send("A: b\r\n");
    EXPECT_EQ(status_line(client.read_until_closed()), "HTTP/1.1 408 Request Timeout");
}

TEST(HttpConnection, an_idle_connection_is_closed_without_a_word) {
    auto settings = quick_settings();
    settings.limits.idle_time = milliseconds(100);
    RunningServer running(settings);
    RawClient silent(running.endpoint());
    RawClient used(running.endpoint());
    used.send(get);
    used.read_answer();
    EXPECT_EQ(used.read_until_closed(), "");
    EXPECT_TRUE(used.closed());
    EXPECT_EQ(silent.read_until_closed(), "");
    EXPECT_TRUE(silent.closed());
}

TEST(HttpConnection, a_client_that_does_not_read_is_closed) {
    auto settings = quick_settings(large);
    settings.limits.write_time = milliseconds(100);
    RunningServer running(settings);
    RawClient client(running.endpoint(), 4096);
    client.send("GET /16 HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_TRUE(running.metric_becomes(
        R"(fingerpost_http_requests_total{protocol="other",outcome="aborted"})", 1
    ));
    EXPECT_TRUE(running.metric_becomes(R"(fingerpost_http_connections{listener="http"})", 0));
}

TEST(HttpConnection, a_request_cut_short_counts_as_aborted) {
    RunningServer running;
    EXPECT_EQ(running.answer_to("GET / HTTP/1.1\r\nHo"), "");
    EXPECT_TRUE(running.metric_becomes(
        R"(fingerpost_http_requests_total{protocol="other",outcome="aborted"})", 1
    ));
}

TEST(HttpConnection, a_failing_handler_is_an_internal_error_and_the_connection_lives) {
    const auto handler = [](const Request& request) -> Reply {
        if (request.path == "/late") return failing_late(request);
        return failing(request);
    };
    RunningServer running(quick_settings(handler));
    RawClient client(running.endpoint());
    for (const std::string path : {"/", "/late"}) {
        client.send("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
        const auto answer = client.read_answer();
        EXPECT_EQ(status_line(answer), "HTTP/1.1 500 Internal Server Error");
        EXPECT_EQ(body_of(answer), "internal error\n");
    }
    EXPECT_TRUE(running.metric_becomes(
        R"(fingerpost_http_requests_total{protocol="other",outcome="error"})", 2
    ));
}

TEST(HttpConnection, options_of_the_server_itself_needs_no_handler) {
    RunningServer running(quick_settings(failing));
    const auto answer = running.answer_to("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(status_line(answer), "HTTP/1.1 204 No Content");
    EXPECT_EQ(answer.find("Content-Length"), answer.npos);
}

TEST(HttpConnection, counts_the_protocol_and_outcome_a_handler_names) {
    const auto handler = [](const Request&) {
        Response response;
        response.protocol = "autoconfig";
        response.outcome = "not_found";
        return response;
    };
    RunningServer running(quick_settings(handler));
    running.answer_to(get);
    EXPECT_TRUE(running.metric_becomes(
        R"(fingerpost_http_requests_total{protocol="autoconfig",outcome="not_found"})", 1
    ));
    EXPECT_EQ(
        running.metric(R"(fingerpost_http_request_duration_seconds_count{protocol="autoconfig"})"),
        1
    );
    EXPECT_EQ(
        running.metric(R"(fingerpost_http_received_bytes_total{listener="http"})"),
        static_cast<double>(get.size())
    );
}

TEST(HttpConnection, a_proxy_speaks_for_its_client) {
    auto settings = quick_settings();
    settings.proxy_count = 1;
    RunningServer running(settings);
    const auto answer = running.answer_to(
        "GET / HTTP/1.1\r\nHost: inside\r\nX-Forwarded-For: 198.51.100.1, 192.0.2.7\r\n"
        "X-Forwarded-Proto: https\r\nX-Forwarded-Host: Mail.example.com\r\n\r\n"
    );
    EXPECT_EQ(body_of(answer), "GET https://mail.example.com/?\n\n192.0.2.7\n");
}

TEST(HttpConnection, nobody_speaks_for_a_client_without_a_proxy) {
    RunningServer running;
    const auto answer = running.answer_to("GET / HTTP/1.1\r\nHost: a\r\nX-Forwarded-For: "
                                          "192.0.2.7\r\nX-Forwarded-Proto: https\r\n\r\n");
    EXPECT_EQ(body_of(answer), "GET http://a/?\n\n127.0.0.1 loopback\n");
}

} // namespace fingerpost

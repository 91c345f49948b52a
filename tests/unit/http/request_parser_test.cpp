#include "http/request_parser.hpp"

#include <gtest/gtest.h>

namespace fingerpost::http {

namespace {

using Progress = RequestParser::Progress;

ParserSettings behind(int proxies) {
    ParserSettings settings;
    settings.proxy_count = proxies;
    return settings;
}

Request parsed(const std::string& bytes, int proxies = 0) {
    RequestParser parser(behind(proxies), {"192.0.2.1", false});
    const auto step = parser.feed(bytes);
    EXPECT_EQ(step.progress, Progress::complete) << bytes << " -> " << parser.status();
    EXPECT_EQ(step.consumed, bytes.size());
    return parser.request();
}

/// 0 when it is not refused.
int refusal(const std::string& bytes, const ParserSettings& settings = {}) {
    RequestParser parser(settings, {"192.0.2.1", false});
    return parser.feed(bytes).progress == Progress::refused ? parser.status() : 0;
}

std::string get(const std::string& target) {
    return "GET " + target + " HTTP/1.1\r\nHost: example.com\r\n\r\n";
}

std::string get_with(const std::string& fields) {
    return "GET / HTTP/1.1\r\n" + fields + "\r\n";
}

std::string post_with(const std::string& fields, const std::string& body) {
    return "POST / HTTP/1.1\r\nHost: a\r\n" + fields + "\r\n" + body;
}

} // namespace

TEST(RequestParser, keeps_the_parts_handlers_ask_about) {
    const auto request = parsed("POST /a/b?c=d%20e HTTP/1.1\r\nHOST: Example.COM.:8080\r\n"
                                "Content-Type: text/xml\r\nAccept-Language: de\r\n"
                                "Content-Length: 2\r\n\r\nhi");
    EXPECT_EQ(request.method, "POST");
    EXPECT_EQ(request.scheme, "http");
    EXPECT_EQ(request.host, "example.com");
    EXPECT_EQ(request.path, "/a/b");
    EXPECT_EQ(request.query, "c=d%20e");
    EXPECT_EQ(request.content_type, "text/xml");
    EXPECT_EQ(request.accept_language, "de");
    EXPECT_EQ(request.body, "hi");
    EXPECT_EQ(request.remote, "192.0.2.1");
    EXPECT_FALSE(request.loopback);
}

TEST(RequestParser, decodes_the_path_but_not_the_query) {
    EXPECT_EQ(parsed(get("/a%20b%2Fc")).path, "/a b/c");
    EXPECT_EQ(parsed(get("/%?x=%41")).query, "x=%41");
    EXPECT_EQ(refusal(get("/a%00b")), 400);
}

TEST(RequestParser, takes_the_host_of_an_absolute_target) {
    const auto request = parsed(get("HTTP://Other.example:80/x?y"));
    EXPECT_EQ(request.host, "other.example");
    EXPECT_EQ(request.path, "/x");
    EXPECT_EQ(request.query, "y");
    EXPECT_EQ(parsed(get("http://other.example")).path, "/");
    EXPECT_EQ(parsed(get("http://other.example?y")).query, "y");
}

TEST(RequestParser, refuses_targets_it_cannot_serve) {
    for (const auto* target :
         {"x",
          "*",
          "example.com:443",
          "ftp://a/",
          "http://",
          "http://u@a/",
          "/a#b",
          "%2Fa",
          "http:///x"})
        EXPECT_EQ(refusal(get(target)), 400) << target;
    EXPECT_EQ(parsed("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n").path, "*");
}

TEST(RequestParser, wants_one_well_formed_host) {
    EXPECT_EQ(refusal(get_with("")), 400);
    EXPECT_EQ(refusal(get_with("Host: a\r\nHost: a\r\n")), 400);
    for (const auto* host :
         {"a b", "a/b", "a,b", "u@a", "a:x", "[::1", "[::1]x", "[a]", "a\\b", "<"})
        EXPECT_EQ(refusal(get_with("Host: " + std::string(host) + "\r\n")), 400) << host;
    EXPECT_EQ(parsed(get_with("Host: [2001:DB8::1]:80\r\n")).host, "2001:db8::1");
    EXPECT_EQ(parsed(get_with("Host:\r\n")).host, "");
    EXPECT_EQ(parsed("GET / HTTP/1.0\r\n\r\n").host, "");
}

TEST(RequestParser, refuses_a_length_that_could_be_read_in_two_ways) {
    for (const auto* fields : {
             "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n",
             "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n",
             "Content-Length: 1\r\nContent-Length: 1\r\n",
             "Content-Length: 1, 1\r\n",
             "Content-Length: +1\r\n",
             "Content-Length: -1\r\n",
             "Content-Length: 0x1\r\n",
             "Content-Length:\r\n",
             "Content-Length: 99999999999999999999\r\n",
             "Content-Length : 1\r\n",
             "Transfer-Encoding: gzip\r\n",
             "Transfer-Encoding: gzip, chunked\r\n",
             "Transfer-Encoding: chunked, identity\r\n",
             "Transfer-Encoding: xchunked\r\n",
             "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
         })
        EXPECT_EQ(refusal(post_with(fields, "0\r\n\r\n")), 400) << fields;
    EXPECT_EQ(refusal("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
}

TEST(RequestParser, refuses_malformed_headers) {
    for (const std::string bytes :
         {"\x16\x03\x01\x02",
          "GET\r\n",
          "GET / HTTP/1.1\nHost: a\n\n",
          "G@T / HTTP/1.1\r\n\r\n",
          " GET / HTTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost a\r\n\r\n",
          "GET / FTP/1.1\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\nA: \x01\r\n\r\n",
          "GET /  HTTP/1.1\r\nHost: a\r\n\r\n"})
        EXPECT_EQ(refusal(bytes), 400) << bytes;
}

TEST(RequestParser, knows_no_other_version) {
    EXPECT_EQ(refusal("GET / HTTP/2.0\r\nHost: a\r\n\r\n"), 505);
    EXPECT_EQ(refusal("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), 505);
    EXPECT_EQ(refusal("GET / HTTP/0.9\r\n\r\n"), 505);
}

TEST(RequestParser, bounds_header_and_body) {
    ParserSettings settings;
    settings.header_bytes = 100;
    settings.body_bytes = 10;
    const auto header = [](std::size_t size) {
        const std::string begin = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        return begin + std::string(size - begin.size() - 4, 'x') + "\r\n\r\n";
    };
    EXPECT_EQ(refusal(header(100), settings), 0);
    EXPECT_EQ(refusal(header(101), settings), 431);
    EXPECT_EQ(refusal(std::string(101, 'G'), settings), 431);
    EXPECT_EQ(refusal(post_with("Content-Length: 10\r\n", "0123456789"), settings), 0);
    EXPECT_EQ(refusal(post_with("Content-Length: 11\r\n", ""), settings), 413);
    const std::string chunked = "Transfer-Encoding: chunked\r\n";
    EXPECT_EQ(refusal(post_with(chunked, "6\r\n123456\r\n4\r\n"), settings), 0);
    EXPECT_EQ(refusal(post_with(chunked, "6\r\n123456\r\n5\r\n"), settings), 413);
    EXPECT_EQ(refusal(post_with(chunked, "1;" + std::string(100, 'x')), settings), 431);
}

TEST(RequestParser, holds_no_memory_of_a_request_that_was_answered) {
    RequestParser parser({}, {"192.0.2.1", false});
    const std::string body(50'000, 'x');
    parser.feed(post_with("Content-Length: 50000\r\n", body));
    EXPECT_EQ(parser.request().body.size(), body.size());
    parser.release();
    parser.feed(get("/"));
    EXPECT_LT(parser.request().body.capacity(), 1000);
}

TEST(RequestParser, leaves_the_next_request_alone) {
    RequestParser parser({}, {"192.0.2.1", false});
    const auto first = get("/1");
    const auto both = first + get("/2");
    const auto step = parser.feed(both);
    EXPECT_EQ(step.progress, Progress::complete);
    EXPECT_EQ(step.consumed, first.size());
    EXPECT_EQ(parser.request().path, "/1");
    EXPECT_EQ(parser.feed(both.substr(step.consumed)).progress, Progress::complete);
    EXPECT_EQ(parser.request().path, "/2");
}

TEST(RequestParser, trailers_change_nothing) {
    const auto request = parsed(post_with(
        "Transfer-Encoding: chunked\r\n",
        "1\r\na\r\n0\r\nHost: evil\r\nContent-Type: evil\r\nX-Forwarded-For: 192.0.2.9\r\n\r\n"
    ));
    EXPECT_EQ(request.host, "a");
    EXPECT_EQ(request.content_type, "");
    EXPECT_EQ(request.remote, "192.0.2.1");
}

TEST(RequestParser, knows_when_a_connection_stays) {
    const auto stays = [](const std::string& bytes) {
        RequestParser parser({}, {"192.0.2.1", false});
        EXPECT_EQ(parser.feed(bytes).progress, Progress::complete);
        return parser.keep_alive();
    };
    EXPECT_TRUE(stays(get("/")));
    EXPECT_FALSE(stays(get_with("Host: a\r\nConnection: Close\r\n")));
    EXPECT_FALSE(stays("GET / HTTP/1.0\r\n\r\n"));
    EXPECT_TRUE(stays("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n"));
}

TEST(RequestParser, takes_what_the_nth_proxy_from_the_right_says) {
    const auto fields = get_with("Host: a\r\nX-Forwarded-For: 192.0.2.9, 198.51.100.2\r\n"
                                 "X-Forwarded-For: [2001:db8::7]:99\r\n"
                                 "X-Forwarded-Proto: ftp, HTTPS, http\r\n"
                                 "X-Forwarded-Host: x.example, B.example:443\r\n");
    EXPECT_EQ(parsed(fields, 1).remote, "2001:db8::7");
    EXPECT_EQ(parsed(fields, 1).scheme, "http");
    EXPECT_EQ(parsed(fields, 1).host, "b.example");
    EXPECT_EQ(parsed(fields, 2).remote, "198.51.100.2");
    EXPECT_EQ(parsed(fields, 2).scheme, "https");
    EXPECT_EQ(parsed(fields, 2).host, "x.example");
    EXPECT_EQ(parsed(fields, 3).remote, "192.0.2.9");
    EXPECT_EQ(parsed(fields, 3).scheme, "http");
    EXPECT_EQ(parsed(fields, 3).host, "a");
    EXPECT_EQ(parsed(fields, 4).remote, "192.0.2.1");
    EXPECT_EQ(parsed(fields, 0).remote, "192.0.2.1");
}

TEST(RequestParser, a_forwarded_loopback_address_is_one) {
    EXPECT_TRUE(parsed(get_with("Host: a\r\nX-Forwarded-For: ::ffff:127.0.0.1\r\n"), 1).loopback);
    EXPECT_FALSE(parsed(get_with("Host: a\r\nX-Forwarded-For: unknown\r\n"), 1).loopback);
}

} // namespace fingerpost::http

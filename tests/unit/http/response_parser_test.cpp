#include "http/response_parser.hpp"

#include <gtest/gtest.h>

namespace fingerpost::http {

namespace {

constexpr std::string_view plain = "HTTP/1.1 200 OK\r\nContent-Type:  text/xml \r\n"
                                   "Content-Length: 5\r\n\r\nhello";
constexpr std::string_view chunked =
    "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
    "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nhel\r\n2\r\nlo\r\n0\r\n\r\n";
constexpr std::string_view until_close = "HTTP/1.0 200 OK\r\n\r\nhello";

/// "status body", or why there is none.
std::string read(std::string_view bytes, std::size_t piece) {
    ResponseParser parser;
    bool complete = false;
    for (std::size_t at = 0; at < bytes.size() && !complete; at += piece) {
        const auto fed = parser.feed(bytes.substr(at, piece));
        if (!fed) return fed.error().what;
        complete = *fed;
    }
    if (!complete)
        if (const auto ended = parser.end(); !ended) return ended.error().what;
    const auto reply = parser.take();
    return std::to_string(reply.status) + ' ' + reply.body;
}

} // namespace

TEST(ResponseParser, a_reply_is_the_same_wherever_it_is_cut) {
    for (const auto reply : {plain, chunked, until_close})
        for (std::size_t piece = 1; piece <= reply.size(); ++piece)
            EXPECT_EQ(read(reply, piece), "200 hello") << piece;
}

TEST(ResponseParser, headers_are_found_by_their_lower_case_name) {
    ResponseParser parser;
    ASSERT_TRUE(parser.feed(plain).value());
    const auto reply = parser.take();
    EXPECT_EQ(reply.header("content-type"), "text/xml");
    EXPECT_EQ(reply.header("location"), "");
    EXPECT_TRUE(reply.success());
}

TEST(ResponseParser, a_reply_that_breaks_off_is_no_reply) {
    for (std::size_t size = 1; size < plain.size(); ++size)
        EXPECT_NE(
            read(plain.substr(0, size), 7).find("before its reply was whole"), std::string::npos
        ) << size;
    EXPECT_NE(read(chunked.substr(0, chunked.size() - 3), 7).find("whole"), std::string::npos);
}

TEST(ResponseParser, a_connection_that_ends_without_a_word_is_no_reply) {
    EXPECT_EQ(read("", 1), "the server closed the connection without a reply");
    EXPECT_NE(
        read("HTTP/1.1 103 Early Hints\r\n\r\n", 7).find("without a reply"), std::string::npos
    );
}

TEST(ResponseParser, a_body_has_a_longest_length) {
    const auto reply = [](std::size_t size) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(size) + "\r\n\r\n" +
               std::string(size, 'x');
    };
    EXPECT_EQ(read(reply(65536), 4096).substr(0, 5), "200 x");
    EXPECT_EQ(read(reply(65537), 4096), "the reply is longer than 65536 bytes");
    EXPECT_EQ(
        read("HTTP/1.0 200 OK\r\n\r\n" + std::string(65537, 'x'), 4096),
        "the reply is longer than 65536 bytes"
    );
}

TEST(ResponseParser, what_is_no_http_is_refused) {
    for (const std::string_view bytes :
         {"* OK IMAP4rev1 ready\r\n", "HTTP/2 200\r\n\r\n", "\x16\x03\x01\x02\x03\x04\x05\x06\x07"})
        EXPECT_NE(read(bytes, bytes.size()).find("no HTTP/1.1"), std::string::npos) << bytes;
    const auto header = "HTTP/1.1 200 OK\r\nX: " + std::string(20000, 'x') + "\r\n\r\n";
    EXPECT_NE(read(header, 4096).find("no HTTP/1.1"), std::string::npos);
}

} // namespace fingerpost::http

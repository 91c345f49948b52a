#include "http/response_writer.hpp"

#include <gtest/gtest.h>

namespace fingerpost::http {

namespace {

std::string written(const Response& response, const Form& form = {}) {
    std::string out;
    write_response(out, response, form, "now");
    return out;
}

} // namespace

TEST(ResponseWriter, writes_head_and_body_at_once) {
    const Response response{404, "text/plain", "no\n", {{"Allow", "GET"}}};
    EXPECT_EQ(
        written(response),
        "HTTP/1.1 404 Not Found\r\nServer: fingerpost\r\nDate: now\r\nContent-Type: text/plain\r\n"
        "Content-Length: 3\r\nAllow: GET\r\n\r\nno\n"
    );
}

TEST(ResponseWriter, says_what_becomes_of_the_connection_when_it_must) {
    Form form;
    form.close = true;
    EXPECT_NE(written({}, form).find("\r\nConnection: close\r\n"), std::string::npos);
    form.close = false;
    form.http_1_1 = false;
    EXPECT_NE(written({}, form).find("\r\nConnection: keep-alive\r\n"), std::string::npos);
    EXPECT_EQ(written({}).find("Connection"), std::string::npos);
}

TEST(ResponseWriter, gives_no_length_where_none_belongs) {
    for (const int status : {204, 304})
        EXPECT_EQ(written({status, "", "x"}).find("Content-Length"), std::string::npos);
    EXPECT_NE(written({200, "", ""}).find("Content-Length: 0\r\n"), std::string::npos);
}

TEST(ResponseWriter, leaves_out_a_header_that_would_split_the_answer) {
    const Response response{200, "", "", {{"Location", "/\r\nEvil: 1"}, {"Good", "1"}}};
    EXPECT_EQ(written(response).find("Evil"), std::string::npos);
    EXPECT_NE(written(response).find("Good: 1\r\n"), std::string::npos);
}

TEST(ResponseWriter, a_status_without_a_name_has_an_empty_phrase) {
    EXPECT_EQ(written({299, "", ""}).substr(0, 14), "HTTP/1.1 299 \r");
}

TEST(DateClock, writes_the_date_of_the_specification) {
    DateClock clock;
    EXPECT_EQ(clock.at(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
    EXPECT_EQ(clock.at(784111778), "Sun, 06 Nov 1994 08:49:38 GMT");
}

} // namespace fingerpost::http

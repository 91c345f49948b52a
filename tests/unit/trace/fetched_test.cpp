#include "trace/fetched.hpp"

#include "support/fake_outside.hpp"

#include <gtest/gtest.h>

namespace fingerpost::trace {

namespace {

/// Where one ends that begins at a.example, or why nowhere.
std::string ends_at(Follows follows, const char* from, const char* to) {
    test::FakeOutside outside;
    http::Call call;
    call.method = "POST";
    call.url = http::parse_url(from).value();
    call.body = "x";
    outside.redirect("POST " + call.url.str(), to, 307);
    const auto there = http::follow(call.url, to);
    if (there) outside.answer("POST " + there->str(), "here");
    const auto fetched = test::await(fetch(outside, follows, call));
    if (!fetched.reply) return fetched.reply.error().what;
    EXPECT_EQ(outside.calls.at("POST " + there->str()).body, "x");
    EXPECT_EQ(fetched.trail, "307 to " + there->str() + "; ");
    return fetched.url.str();
}

constexpr auto tls = "https://a.example/x";
constexpr auto plain = "http://a.example/x";

} // namespace

TEST(Fetched, a_redirection_is_followed_by_the_clients_rules) {
    EXPECT_EQ(ends_at(Follows::any, tls, "/y"), "https://a.example/y");
    EXPECT_EQ(ends_at(Follows::any, tls, "http://b.example/"), "http://b.example/");
    EXPECT_EQ(ends_at(Follows::same_scheme, plain, "http://b.example/"), "http://b.example/");
    EXPECT_EQ(
        ends_at(Follows::same_scheme, plain, "https://b.example/"),
        "a redirection to another scheme is not followed"
    );
    EXPECT_EQ(ends_at(Follows::no_downgrade, plain, "https://b.example/"), "https://b.example/");
    EXPECT_EQ(
        ends_at(Follows::no_downgrade, tls, "http://b.example/"),
        "a redirection from https to http is not followed"
    );
    EXPECT_EQ(
        ends_at(Follows::to_tls, plain, "http://b.example/"),
        "a redirection to http is not followed"
    );
}

TEST(Fetched, a_location_that_is_none_is_told) {
    EXPECT_EQ(ends_at(Follows::any, tls, "http://"), "307 to \"http://\": a URL without a host");
}

} // namespace fingerpost::trace

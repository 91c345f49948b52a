// What BIND's own checkers say to our texts.

#include "publish/bind_check.hpp"

#include "support/program.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using publish::BindCheck;

namespace {

std::string verdict(std::string_view format, std::string_view text) {
    const auto said = BindCheck::make().value()(format, "example.com", text);
    return said ? "" : said.error().what;
}

} // namespace

TEST(BindCheck, takes_what_loads) {
    FINGERPOST_NEEDS_PROGRAM("named-checkzone");
    EXPECT_EQ(verdict("bind-snippet", "_imaps._tcp 60 IN SRV 0 1 993 imap.example.net.\n"), "");
    EXPECT_EQ(
        verdict("bind-zone", "$TTL 60\n@ IN SOA a. b. 1 2 3 4 5\n@ IN NS ns.example.net.\n"), ""
    );
    EXPECT_EQ(verdict("bind-conf", "zone \"a\" { type primary; file \"a\"; };\n"), "");
}

TEST(BindCheck, says_what_does_not) {
    FINGERPOST_NEEDS_PROGRAM("named-checkzone");
    const auto snippet = verdict("bind-snippet", "a 60 IN CNAME b\na 60 IN A 192.0.2.1\n");
    EXPECT_NE(snippet.find("CNAME and other data"), snippet.npos) << snippet;
    EXPECT_EQ(snippet.find("/tmp"), snippet.npos) << snippet;
    EXPECT_NE(verdict("bind-zone", "@ 60 IN NS a.\n"), "");
    EXPECT_NE(verdict("bind-conf", "zone \"a\" { type nonsense; };\n"), "");
}

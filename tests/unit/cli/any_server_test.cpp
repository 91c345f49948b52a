#include "cli/any_server.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

using storage::Link;

TEST(ServerId, tells_the_two_tables_apart) {
    EXPECT_EQ(ServerId::parse("7").value(), (ServerId{Link::server, 7}));
    EXPECT_EQ(ServerId::parse("dav:7").value(), (ServerId{Link::dav_server, 7}));
    EXPECT_EQ(ServerId::parse("0").value().str(), "0"); // automx2's seeds began there
    EXPECT_EQ(ServerId::parse("dav:12").value().str(), "dav:12");
}

TEST(ServerId, is_a_number) {
    for (const auto* word : {"", "dav:", "-1", "1,2", "ldap:1", "99999999999999999999"})
        EXPECT_EQ(ServerId::parse(word).error().code, Errc::bad_request) << word;
    EXPECT_FALSE(parse_server_ids({"1", "x"}));
}

TEST(AnyServer, has_a_problem_when_it_cannot_be_served_to_all) {
    ServerRow row{1, 10, 143, "imap.example.net", "imap", "SSL", "", "plain"};
    EXPECT_EQ(problem_of(row), "");
    row.authentication = "NTLM";
    EXPECT_EQ(problem_of(row), "authentication NTLM: not every client can use it");
    row.port = 0;
    EXPECT_EQ(problem_of(row), "server 1: port \"0\" is not between 1 and 65535");
}

} // namespace
} // namespace fingerpost::cli

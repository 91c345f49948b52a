#include "cli/server_options.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

TEST(ServerOptions, of_add_are_those_of_set_and_the_domains) {
    ASSERT_EQ(server_add_options.size(), server_set_options.size() + 1);
    EXPECT_TRUE(server_add_options.front().required);
    EXPECT_EQ(server_add_options.back().name, "domain");
}

TEST(ServerOptions, a_new_url_drops_the_port_stored_beside_the_old_one) {
    storage::StoredDavServer stored;
    stored.row.type = "caldav";
    stored.row.port = 8443;
    AnyServer server = stored;
    Arguments arguments;
    arguments.set("url", {"https://dav.example.net/"});
    ASSERT_TRUE(take_options(arguments, server));
    EXPECT_EQ(std::get<storage::StoredDavServer>(server).row.port, 0);
}

} // namespace
} // namespace fingerpost::cli

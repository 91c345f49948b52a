#include "trace/dav.hpp"

#include "protocol/xml.hpp"

#include <gtest/gtest.h>

namespace fingerpost::trace {

namespace {

using Paths = std::vector<std::string>;

} // namespace

TEST(Dav, paths_are_read_in_each_clients_way) {
    const Paths texts{"path=/dav/", "PATH=/upper/", "path=relative", "v=1"};
    EXPECT_EQ(paths_of(davx5_dav, texts), Paths{"/dav/"});
    EXPECT_EQ(paths_of(evolution_dav, texts), (Paths{"/dav/", "/upper/"}));
}

TEST(Dav, the_request_asks_for_the_principal) {
    const auto root = protocol::parse_xml(principal_request());
    ASSERT_TRUE(root);
    EXPECT_EQ(root->name_space, "DAV:");
    EXPECT_TRUE(root->child("prop")->child("current-user-principal"));
}

TEST(Dav, a_principal_is_found_whatever_the_prefix) {
    const std::string body =
        "<d:multistatus xmlns:d='DAV:'><d:response><d:href>/</d:href><d:propstat><d:prop>"
        "<d:current-user-principal><d:href>/principals/jane/</d:href></d:current-user-principal>"
        "</d:prop></d:propstat></d:response></d:multistatus>";
    EXPECT_EQ(read_principal(body).value(), "/principals/jane/");
    for (const std::string bad : {"", "<html/>", "<multistatus xmlns='DAV:'/>"})
        EXPECT_FALSE(read_principal(bad)) << bad;
    auto other = body;
    other.replace(other.find("DAV:"), 4, "urn:");
    EXPECT_FALSE(read_principal(other));
}

} // namespace fingerpost::trace

#include "cli/via_option.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {

TEST(ViaOption, is_a_url_whose_host_is_an_address) {
    Arguments arguments;
    EXPECT_EQ(*via_of(arguments), std::nullopt);
    arguments.set("via", {"http://localhost:4243"});
    EXPECT_EQ((*via_of(arguments))->host, "127.0.0.1");
    for (const auto* wrong : {"http://www.example.com/", "127.0.0.1:4243", "ftp://127.0.0.1/"}) {
        arguments.set("via", {wrong});
        EXPECT_EQ(via_of(arguments).error().what.find("--via"), 0U) << wrong;
    }
}

} // namespace fingerpost::cli

#include "cli/primary_check.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

/// "error: …", or "" where there is nothing to say.
std::string said(const app::Settings& settings) {
    const auto problems = primary_problems(settings);
    if (problems.empty()) return {};
    return std::string(log::name(problems.front().level)) + ": " + problems.front().what;
}

TEST(PrimaryCheck, says_nothing_while_no_name_server_is_listened_for) {
    app::Settings settings;
    settings.dns_transfer_key_file = "/nonexistent";
    EXPECT_EQ(said(settings), "");
}

TEST(PrimaryCheck, tells_an_unreadable_key_from_nobody_to_serve) {
    app::Settings settings;
    settings.dns_listen = {{"127.0.0.1", 53}};
    EXPECT_NE(said(settings).find("every name server is refused"), std::string::npos);
    settings.dns_secondaries = {{"192.0.2.53", 53}};
    EXPECT_NE(said(settings).find("warning: dns_transfer_key_file is empty"), std::string::npos);
    settings.dns_transfer_key_file = "/nonexistent";
    EXPECT_NE(said(settings).find("error: dns_transfer_key_file: cannot read"), std::string::npos);
}

} // namespace
} // namespace fingerpost::cli

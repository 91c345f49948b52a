#include "app/manual.hpp"

#include "app/settings.hpp"

#include <gtest/gtest.h>

namespace fingerpost::app {
namespace {

TEST(Manual, describes_every_setting) {
    const auto page = manual();
    EXPECT_TRUE(page.starts_with(".TH FINGERPOST.CONF 5 "));
    for (const auto& setting : settings_table())
        EXPECT_NE(page.find(".B " + std::string(setting.key) + "\n"), page.npos) << setting.key;
}

TEST(Manual, says_what_may_be_written_and_what_is_assumed) {
    const auto page = manual();
    EXPECT_NE(page.find("a whole number between 60 and 604800.\nDefault: 3600.\n"), page.npos);
    EXPECT_NE(page.find("autoconfig.example.com\n"), page.npos);
}

} // namespace
} // namespace fingerpost::app

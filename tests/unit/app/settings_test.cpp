#include "app/settings.hpp"

#include "app/setting_kind.hpp"

#include <gtest/gtest.h>

#include <set>

namespace fingerpost::app {
namespace {

/// What is wrong with `text` as the value of `key`; "" when nothing is.
std::string refusal(std::string_view key, std::string_view text, Settings* into = nullptr) {
    Settings settings;
    const auto& kind = find_setting(key)->kind;
    const auto read = kind.read(into ? *into : settings, text);
    if (read) return "";
    return read.error().what.empty() ? kind.words : read.error().what;
}

TEST(Settings, have_defaults_and_examples_that_can_be_read) {
    std::set<std::string_view> keys;
    for (const auto& setting : settings_table()) {
        EXPECT_EQ(refusal(setting.key, setting.fallback), "") << setting.key;
        EXPECT_EQ(refusal(setting.key, setting.example), "") << setting.key;
        EXPECT_TRUE(setting.help.ends_with('.')) << setting.key;
        EXPECT_TRUE(keys.insert(setting.key).second) << setting.key;
    }
}

TEST(Settings, include_every_key_of_automx2) {
    for (const auto key : {"loglevel", "db_uri", "db_echo", "proxy_count"}) {
        ASSERT_TRUE(find_setting(key)) << key;
        EXPECT_TRUE(find_setting(key)->is(Setting::automx2)) << key;
    }
    EXPECT_EQ(find_setting("db_url"), nullptr);
}

TEST(Settings, are_options_of_the_command_line_too) {
    EXPECT_EQ(find_setting("proxy_count")->option(), "--proxy-count");
}

TEST(Settings, listen_at_several_endpoints) {
    Settings settings;
    EXPECT_EQ(refusal("listen", "127.0.0.1:4243, [::1]:4243,\n127.0.0.1:80", &settings), "");
    ASSERT_EQ(settings.listen.size(), 3u);
    EXPECT_EQ(settings.listen[1].str(), "[::1]:4243");
    EXPECT_EQ(refusal("listen", " , "), "at least one is needed");
    EXPECT_NE(refusal("listen", "127.0.0.1"), "");
    EXPECT_EQ(settings.listen.size(), 3u);
}

TEST(Settings, need_no_admin_listener) {
    Settings settings;
    settings.admin_listen.resize(1);
    EXPECT_EQ(refusal("admin_listen", "", &settings), "");
    EXPECT_TRUE(settings.admin_listen.empty());
}

TEST(Settings, hold_numbers_within_their_bounds) {
    EXPECT_EQ(refusal("proxy_count", "10"), "");
    for (const auto text : {"11", "-1", "x", "", "1 # x", "1.0"})
        EXPECT_EQ(refusal("proxy_count", text), "a whole number between 0 and 10") << text;
}

TEST(Settings, take_log_levels_in_any_letter_case) {
    Settings settings;
    EXPECT_EQ(refusal("loglevel", "debug", &settings), "");
    EXPECT_EQ(settings.loglevel, log::Level::debug);
    EXPECT_EQ(refusal("loglevel", "FATAL", &settings), "");
    EXPECT_EQ(settings.loglevel, log::Level::critical);
    EXPECT_NE(refusal("loglevel", "10"), "");
    EXPECT_NE(refusal("log_format", "xml"), "");
}

TEST(Settings, fold_names_and_check_addresses) {
    Settings settings;
    EXPECT_EQ(refusal("public_hostname", "MX.Example.COM.", &settings), "");
    EXPECT_EQ(settings.public_hostname, "mx.example.com");
    EXPECT_EQ(refusal("public_hostname", "2001:db8::1", &settings), "");
    EXPECT_EQ(settings.public_hostname, "2001:db8::1");
    EXPECT_NE(refusal("public_hostname", "two words"), "");
    EXPECT_NE(refusal("public_addresses", "192.0.2.1, mx.example.com"), "");
    EXPECT_EQ(refusal("nameservers", "NS1.example.com=192.0.2.1,ns2.example.com", &settings), "");
    ASSERT_EQ(settings.nameservers.size(), 2u);
    EXPECT_EQ(settings.nameservers[0].name, "ns1.example.com");
    EXPECT_EQ(settings.nameservers[0].addresses, Texts{"192.0.2.1"});
    EXPECT_NE(refusal("hostmaster", "hostmaster"), "");
}

TEST(Settings, take_a_database_uri_of_an_engine_we_have) {
    EXPECT_EQ(refusal("db_uri", "sqlite:////srv/db.sqlite"), "");
    EXPECT_NE(refusal("db_uri", "mysql+pymysql://u:p@db.example.com/x?charset=utf8mb4"), "");
    EXPECT_NE(refusal("db_uri", "/var/lib/fingerpost.db"), "");
    EXPECT_NE(refusal("db_uri", ""), "");
}

TEST(Settings, tell_records_of_host_and_ttl) {
    Settings settings;
    settings.public_hostname = "mail.example.com";
    settings.public_addresses = {"192.0.2.1"};
    settings.dns_ttl = 300;
    const auto host = host_settings(settings);
    EXPECT_EQ(host.public_hostname, "mail.example.com");
    EXPECT_EQ(host.addresses, settings.public_addresses);
    EXPECT_EQ(host.ttl, 300u);
}

} // namespace
} // namespace fingerpost::app

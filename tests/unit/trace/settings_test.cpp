#include "trace/settings.hpp"

#include <gtest/gtest.h>

namespace fingerpost::trace {

namespace {

MailServer server(const char* kind, const char* host) {
    MailServer made;
    made.kind = kind;
    made.host = host;
    made.port = 993;
    return made;
}

} // namespace

TEST(Settings, are_completed_and_never_overwritten) {
    Settings settings;
    EXPECT_TRUE(settings.empty());
    settings.incoming = server("imap", "first.example");
    settings.dav = {{"caldav", "https://first.example/", ""}};
    Settings other;
    other.incoming = server("imap", "second.example");
    other.outgoing = server("smtp", "second.example");
    other.dav = {
        {"caldav", "https://second.example/", ""}, {"carddav", "https://second.example/", ""}};
    EXPECT_FALSE(settings.mail());
    settings.complete_with(other);
    EXPECT_TRUE(settings.mail());
    EXPECT_EQ(settings.incoming->host, "first.example");
    EXPECT_EQ(settings.outgoing->host, "second.example");
    ASSERT_EQ(settings.dav.size(), 2U);
    EXPECT_EQ(settings.dav[0].url, "https://first.example/");
    EXPECT_EQ(settings.dav[1].kind, "carddav");
}

TEST(Settings, are_told_in_one_line) {
    Settings settings;
    EXPECT_EQ(summary(settings), "");
    settings.incoming = server("imap", "imap.example");
    settings.dav = {{"caldav", "https://dav.example/", ""}};
    EXPECT_EQ(summary(settings), "imap imap.example port 993, TLS; caldav https://dav.example/");
}

} // namespace fingerpost::trace

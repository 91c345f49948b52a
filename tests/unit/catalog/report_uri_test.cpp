#include "catalog/report_uri.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(ReportUri, lists_are_read) {
    const auto uris = parse_report_uris(
        "mailto:tls@%EMAILDOMAIN%, https://reports.example.net/tls", ReportsBy::mail_or_https
    );
    ASSERT_TRUE(uris);
    EXPECT_EQ(uris->size(), 2U);
    EXPECT_TRUE(parse_report_uris("mailto:a%2Cb@example.com?subject=x", ReportsBy::mail));
}

TEST(ReportUri, what_is_none_is_refused) {
    for (const auto* text :
         {"",
          "a@example.com",
          "mailto:",
          "mailto:@example.com",
          "mailto:a@",
          "mailto:a@b c",
          "http://example.com/",
          "https://example.com/a;b",
          "mailto:a@example.com!1m"})
        EXPECT_FALSE(parse_report_uris(text, ReportsBy::mail_or_https)) << text;
    EXPECT_FALSE(parse_report_uris("https://example.com/", ReportsBy::mail));
}

TEST(ReportUri, tells_the_domain_of_a_mailbox) {
    EXPECT_EQ(mail_domain_of("mailto:a@Example.COM?x@y"), "example.com");
    EXPECT_EQ(mail_domain_of("https://a@example.com/"), "");
    EXPECT_EQ(mail_domain_of("mailto:nobody"), "");
}

} // namespace
} // namespace fingerpost

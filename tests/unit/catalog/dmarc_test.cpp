#include "catalog/dmarc.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(Dmarc, is_kept_in_its_one_form) {
    const auto record = parse_dmarc(
        "v=DMARC1;p=quarantine;sp=reject;rua=mailto:a@example.com,mailto:b@example.net;fo=1:d;"
    );
    ASSERT_TRUE(record) << record.error().what;
    EXPECT_EQ(
        record->text,
        "v=DMARC1; p=quarantine; sp=reject; rua=mailto:a@example.com,mailto:b@example.net; fo=1:d"
    );
    EXPECT_EQ(record->policy, "quarantine");
    EXPECT_EQ(record->reports_to.size(), 2U);
}

TEST(Dmarc, takes_the_tags_of_both_specifications) {
    for (const auto* tags :
         {"np=reject; t=y; psd=u", "pct=100; ri=86400; rf=afrf", "adkim=s; aspf=r"})
        EXPECT_TRUE(parse_dmarc(std::string("v=DMARC1; p=none; ") + tags)) << tags;
}

TEST(Dmarc, says_which_tag_is_wrong) {
    const auto problem = [](const std::string& text) {
        const auto record = parse_dmarc(text);
        if (record) return std::string();
        return record.error().what.substr(record.error().what.rfind(": ") + 2);
    };
    EXPECT_EQ(problem("p=none; v=DMARC1"), "v stands first and p second");
    EXPECT_EQ(problem("v=DMARC1; sp=none"), "v stands first and p second");
    EXPECT_EQ(problem("v=DMARC1; p=block"), "the tag p is none, quarantine or reject");
    EXPECT_EQ(problem("v=DMARC1; p=none; pct=101"), "the tag pct is 0 to 100");
    EXPECT_EQ(problem("v=DMARC1; p=none; p=none"), "the tag p stands there twice");
    EXPECT_EQ(problem("v=DMARC1; p=none; rau=x"), "there is no tag rau");
    for (const auto* uris :
         {"a@example.com", "https://example.com/", "mailto:a@example.com!10m", ""})
        EXPECT_FALSE(parse_dmarc(std::string("v=DMARC1; p=none; rua=") + uris)) << uris;
}

} // namespace
} // namespace fingerpost

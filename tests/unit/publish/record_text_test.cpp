#include "publish/record_text.hpp"

#include <gtest/gtest.h>

namespace fingerpost::publish {
namespace {

const RRsets sets{
    {"_imaps._tcp.example.com.", "SRV", 3600, {"0 1 993 a.test.", "10 1 993 b.test."}},
    {"example.com.", "TXT", 60, {R"("v=spf1 \"x\" -all")"}},
};

TEST(RecordText, is_relative_to_its_domain) {
    const auto text = to_text(sets, "example.com");
    EXPECT_EQ(
        text,
        "@ 60 TXT \"v=spf1 \\\"x\\\" -all\"\n"
        "_imaps._tcp 3600 SRV 0 1 993 a.test.\n"
        "_imaps._tcp 3600 SRV 10 1 993 b.test.\n"
    );
    const auto moved = from_text(text, "zzz.example");
    ASSERT_TRUE(moved);
    EXPECT_EQ(to_text(*moved, "zzz.example"), text);
    EXPECT_EQ(moved->front().owner, "_imaps._tcp.zzz.example.");
}

TEST(RecordText, is_read_back_as_it_was) {
    EXPECT_EQ(from_text(to_text(sets, "example.com"), "example.com").value(), sets);
    EXPECT_EQ(from_text("", "example.com").value(), RRsets());
}

TEST(RecordText, refuses_other_text) {
    for (const auto* text : {"@", "@ x TXT y", "@ 60 TXT", "@ -1 TXT y", "\n"})
        EXPECT_FALSE(from_text(text, "example.com")) << text;
}

TEST(RecordText, has_one_digest_for_all_domains_that_desire_the_same) {
    zone::Record record;
    record.owner = "_imaps._tcp.example.com.";
    record.type = "SRV";
    record.data = "0 1 993 a.test.";
    const auto digest = digest_of({record}, "example.com");
    EXPECT_EQ(digest.size(), 16U);
    record.owner = "_imaps._tcp.example.net.";
    EXPECT_EQ(digest_of({record}, "example.net"), digest);
    record.ttl = 60;
    EXPECT_NE(digest_of({record}, "example.net"), digest);
}

} // namespace
} // namespace fingerpost::publish

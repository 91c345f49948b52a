#include "check/published.hpp"

#include "support/mail_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

namespace {

resolve::Answer texts(const std::vector<std::string>& values) {
    resolve::Answer answer;
    for (const auto& value : values)
        answer.records.push_back({"example.com", resolve::Type::txt, 60, value});
    return answer;
}

} // namespace

TEST(Published, a_version_is_a_whole_word_in_any_case) {
    const std::vector<std::string> ours{"v=STSv1; id=1", "V=stsV1;id=2", "v=STSv1"};
    EXPECT_EQ(versioned(texts(ours), "v=STSv1"), ours);
    EXPECT_TRUE(versioned(texts({"v=STSv10; id=1", "x v=STSv1", "v=STSv"}), "v=STSv1").empty());
}

TEST(Published, records_come_back_as_a_zone_has_them) {
    const auto records = as_records(texts({std::string(256, 'x')}).records);
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].owner, "example.com.");
    EXPECT_EQ(text_of(records[0]), std::string(256, 'x'));
    EXPECT_EQ(records[0].data.find("\" \""), 256U) << "strings of 255 octets";
}

TEST(Published, many_values_are_cut_for_people) {
    EXPECT_EQ(shown({"a", "b\n"}), "\"a\" and \"b\\010\"");
    EXPECT_LT(shown(std::vector<std::string>(1000, "a long value")).size(), 500U);
}

} // namespace fingerpost::check

#include "publish/owner_attributes.hpp"

#include "support/rollover_sample.hpp"

namespace fingerpost::publish {
namespace {

class OwnerAttributesTest : public RolloverTest {
protected:
    OwnerAttributes domain() {
        Rollover rollover;
        rollover.domain = "example.com";
        return OwnerAttributes::of(*database_, rollover).value();
    }
    std::string own(const std::string& name) { return value(name, "", false); }
};

TEST_F(OwnerAttributesTest, of_a_domain_stand_before_its_provider_s) {
    EXPECT_EQ(domain().effective(AttributeId::mta_sts), "enforce");
    EXPECT_EQ(domain().own(AttributeId::mta_sts), "");
    ASSERT_TRUE(domain().make({AttributeId::mta_sts, "", "enforce", "none"}));
    EXPECT_EQ(domain().effective(AttributeId::mta_sts), "none");
    EXPECT_EQ(value("mta_sts", ""), "enforce");
}

TEST_F(OwnerAttributesTest, change_only_from_what_is_expected) {
    const auto refused = domain().make({AttributeId::mta_sts, "", "testing", "none"});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_NE(refused.error().what.find("\"enforce\""), std::string::npos);
    EXPECT_TRUE(domain().make({AttributeId::mta_sts, "", "testing", "none", true}));
    EXPECT_TRUE(domain().make({AttributeId::mta_sts, "", "testing", "enforce"})) << "is so already";
    EXPECT_EQ(own("mta_sts"), "-");
}

TEST_F(OwnerAttributesTest, of_a_domain_are_taken_away_or_given_back_to_its_provider) {
    ASSERT_TRUE(domain().make({AttributeId::mta_sts, "", "enforce", ""}));
    EXPECT_EQ(own("mta_sts"), "");
    ASSERT_TRUE(domain().make({AttributeId::mta_sts, "", "", std::nullopt}));
    EXPECT_EQ(own("mta_sts"), "-");
    EXPECT_EQ(domain().effective(AttributeId::mta_sts), "enforce");
}

TEST_F(OwnerAttributesTest, of_nobody_are_an_error) {
    Rollover rollover;
    rollover.domain = "stranger.test";
    EXPECT_EQ(OwnerAttributes::of(*database_, rollover).error().code, Errc::not_found);
}

} // namespace
} // namespace fingerpost::publish

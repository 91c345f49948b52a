#include "zone/dkim_txt.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

TEST(DkimTxt, shows_one_key_for_each_selector) {
    const auto records = desired_for(test::policy_offer());
    EXPECT_EQ(
        at(records, "ed2026._domainkey.example.com."),
        "TXT \"v=DKIM1; k=ed25519; p=" + std::string(test::ed25519) + '"'
    );
    EXPECT_EQ(at(records, "mail2025._domainkey.example.com."), "TXT \"v=DKIM1; p=\"");
}

TEST(DkimTxt, a_long_key_is_several_strings_of_one_record) {
    const auto records = desired_for(test::policy_offer());
    const auto whole = "v=DKIM1; k=rsa; p=" + std::string(test::rsa_2048);
    EXPECT_EQ(
        at(records, "mail2026._domainkey.example.com."),
        "TXT \"" + whole.substr(0, 255) + "\" \"" + whole.substr(255) + '"'
    );
}

TEST(DkimTxt, a_revoked_key_says_so) {
    for (const auto& record : desired_for(test::policy_offer())) {
        if (!record.owner.starts_with("mail2025.")) continue;
        EXPECT_EQ(record.grade, zone::Grade::optional);
        EXPECT_NE(record.purpose.find("no longer valid"), std::string::npos);
    }
}

#include "zone/tlsrpt_txt.hpp"

#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;
using test::offer_with;

TEST(TlsrptTxt, says_where_reports_go) {
    const auto offer =
        offer_with({}, AttributeId::tlsrpt, "mailto:tls@%EMAILDOMAIN%,https://r.example.net/");
    EXPECT_EQ(
        at(desired_for(offer), "_smtp._tls.example.com."),
        "TXT \"v=TLSRPTv1; rua=mailto:tls@example.com,https://r.example.net/\""
    );
    EXPECT_EQ(at(desired_for(test::full_offer()), "_smtp._tls.example.com."), "");
}

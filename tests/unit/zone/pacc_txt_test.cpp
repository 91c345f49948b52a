#include "zone/pacc_txt.hpp"

#include "protocol/pacc.hpp"
#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using test::at;
using test::desired_for;

TEST(PaccTxt, is_the_digest_of_what_is_served) {
    const auto offer = test::rich_offer();
    const auto records = desired_for(offer);
    const auto document = protocol::pacc_document(offer, "example.com").value();
    EXPECT_EQ(
        at(records, "_ua-auto-config.example.com."),
        "TXT \"" + protocol::pacc_record(document) + '"'
    );
    EXPECT_EQ(at(records, "ua-auto-config.example.com."), "CNAME discover.example.net.");
}

TEST(PaccTxt, is_left_out_with_its_host_where_there_is_no_document) {
    const auto records = desired_for(test::starttls_offer());
    EXPECT_EQ(at(records, "_ua-auto-config.example.com."), "");
    EXPECT_EQ(at(records, "ua-auto-config.example.com."), "");
}

TEST(PaccTxt, is_left_out_where_the_host_of_the_document_is_not_known) {
    EXPECT_EQ(at(desired_for(test::rich_offer(), {}), "_ua-auto-config.example.com."), "");
}

TEST(PaccTxt, both_digests_are_there_while_the_old_document_is_served) {
    const auto offer = test::rich_offer();
    const std::string held = R"({"a":"%EMAILDOMAIN%"})";
    const zone::HostSettings host{"discover.example.net", {}};
    const auto records =
        at(zone::desired({"example.com", offer, host, &held}), "_ua-auto-config.example.com.");
    EXPECT_NE(records.find(protocol::pacc_record(R"({"a":"example.com"})")), records.npos);
    const auto document = protocol::pacc_document(offer, "example.com").value();
    EXPECT_NE(records.find(protocol::pacc_record(document)), records.npos);
}

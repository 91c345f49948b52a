#include "check/discovery_json.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(DiscoveryJson, the_url_of_autodiscover_is_read_in_one_spelling) {
    const auto url =
        read_autodiscover_json(R"({"Protocol":"Ews","Url":"https://EWS.example.com"})");
    ASSERT_TRUE(url);
    EXPECT_EQ(*url, "https://ews.example.com/");
}

TEST(DiscoveryJson, an_error_document_is_told_by_its_code) {
    const auto url = read_autodiscover_json(R"({"ErrorCode":"ProtocolNotSupported"})");
    ASSERT_FALSE(url);
    EXPECT_EQ(url.error().what, "ErrorCode ProtocolNotSupported");
}

TEST(DiscoveryJson, what_is_no_such_document_is_refused_with_a_reason) {
    const std::string deep(1000, '[');
    const std::string large(discovery_json_max + 1, ' ');
    for (const std::string& text :
         {std::string("<html/>"), std::string("[]"), std::string("{}"), deep, large}) {
        const auto url = read_autodiscover_json(text);
        ASSERT_FALSE(url);
        EXPECT_FALSE(url.error().what.empty());
        EXPECT_FALSE(read_pacc(text));
    }
    EXPECT_FALSE(read_autodiscover_json(R"({"Url":"ftp://example.com/"})"));
}

TEST(DiscoveryJson, pacc_tells_a_host_or_a_url_for_each_protocol) {
    const auto told = read_pacc(
        R"({"protocols":{"imap":{"host":"IMAP.example.com"},"jmap":{"url":"https://j.example.com/s"}}})"
    );
    ASSERT_TRUE(told);
    EXPECT_EQ(told->at("imap"), "imap.example.com");
    EXPECT_EQ(told->at("jmap"), "https://j.example.com/s");
    EXPECT_FALSE(read_pacc(R"({"protocols":{"imap":{"host":"no host"}}})"));
    EXPECT_FALSE(read_pacc(R"({"protocols":{"imap":"imap.example.com"}})"));
}

} // namespace fingerpost::check

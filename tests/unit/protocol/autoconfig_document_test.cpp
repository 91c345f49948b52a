#include "protocol/autoconfig_document.hpp"

#include "protocol/autoconfig.hpp"
#include "support/golden.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace fingerpost::protocol {
namespace {

std::string document(const std::string& servers, const std::string& rest = "") {
    return "<clientConfig version='1.1'><emailProvider id='example.com'>"
           "<domain>example.com</domain><domain>EXAMPLE.net</domain><domain>example.net</domain>"
           "<displayName>Example</displayName>" +
           servers + "</emailProvider>" + rest + "</clientConfig>";
}

std::string server(const std::string& type, const std::string& more) {
    const std::string element = type == "smtp" ? "outgoingServer" : "incomingServer";
    return "<" + element + " type='" + type +
           "'><hostname>mail.%EMAILDOMAIN%</hostname>"
           "<username>%EMAILLOCALPART%</username>" +
           more + "</" + element + ">";
}

const std::string tls_993 = "<port>993</port><socketType>SSL</socketType>"
                            "<authentication>OAuth2</authentication>"
                            "<authentication>password-cleartext</authentication>";

TEST(AutoconfigDocument, becomes_rows) {
    const auto read = parse_autoconfig_document(document(server("imap", tls_993)));
    ASSERT_TRUE(read) << read.error().what;
    EXPECT_EQ(read->domains, (std::vector<std::string>{"example.com", "example.net"}));
    EXPECT_EQ(read->provider_name, "Example");
    EXPECT_EQ(read->provider_short_name, "Example");
    ASSERT_EQ(read->servers.size(), 1u);
    EXPECT_EQ(read->servers[0].name, "mail.%EMAILDOMAIN%");
    EXPECT_EQ(read->servers[0].user_name, "%EMAILLOCALPART%");
    EXPECT_EQ(read->servers[0].socket_type, "SSL");
    EXPECT_EQ(read->servers[0].authentication, "plain");
}

TEST(AutoconfigDocument, says_what_was_not_kept) {
    const auto read = parse_autoconfig_document(document(
        server("imap", tls_993) + server("exchange", tls_993) +
            "<documentation url='https://example.com/'/>",
        "<webMail/>"
    ));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->not_kept.size(), 4u);
    EXPECT_EQ(read->not_kept[0], "incomingServer imap mail.%EMAILDOMAIN%: authentication OAuth2");
    EXPECT_EQ(read->not_kept.back(), "<webMail>");
}

TEST(AutoconfigDocument, reads_calendars_in_both_spellings) {
    const auto read = parse_autoconfig_document(document(
        server("imap", tls_993),
        "<calendar type='caldav'><url>https://dav.test/</url></calendar>"
        "<addressBook type='carddav'><serverURL>https://dav.test/c/</serverURL></addressBook>"
    ));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->dav_servers.size(), 2u);
    EXPECT_EQ(read->dav_servers[1].url, "https://dav.test/c/");
}

TEST(AutoconfigDocument, refuses_what_is_none) {
    for (const std::string& text :
         {std::string("<a/>"),
          std::string("<clientConfig/>"),
          document(""),
          document(server("imap", "<port>0</port>")),
          std::string("{}")})
        EXPECT_FALSE(parse_autoconfig_document(text)) << text;
}

Attributes attributes_of(const AutoconfigDocument& document) {
    Attributes attributes;
    for (const auto& row : document.attributes)
        attributes.set(to_attribute(row).value());
    return attributes;
}

TEST(AutoconfigDocument, what_we_write_is_read_back) {
    auto offer = test::rich_offer();
    for (const auto id :
         {AttributeId::logo,
          AttributeId::contact,
          AttributeId::developer,
          AttributeId::mx,
          AttributeId::mta_sts,
          AttributeId::mta_sts_max_age})
        offer.attributes.set({id, "", ""}); // of these Autoconfig knows nothing
    const auto written = render_autoconfig({offer, "example.com", {}});
    const auto read = parse_autoconfig_document(written->body);
    ASSERT_TRUE(read);
    EXPECT_TRUE(read->not_kept.empty()) << read->not_kept.front();
    EXPECT_EQ(read->servers.size(), offer.servers.size());
    EXPECT_EQ(read->dav_servers.size(), offer.dav_servers.size());
    EXPECT_TRUE(std::ranges::equal(attributes_of(*read).all(), offer.attributes.all()));
}

TEST(AutoconfigDocument, reads_jmap_and_filters_as_servers) {
    const auto read = parse_autoconfig_document(document(
        server("imap", tls_993) +
            "<incomingServer type='jmap'><url>https://j.test/</url></incomingServer>",
        "<setupServer type='managesieve'><hostname>s.test</hostname><port>4190</port>"
        "<socketType>STARTTLS</socketType><authentication>password-cleartext</authentication></"
        "setupServer>"
    ));
    ASSERT_TRUE(read);
    ASSERT_EQ(read->dav_servers.size(), 1u);
    EXPECT_EQ(to_dav_server(read->dav_servers[0])->service, DavService::jmap);
    ASSERT_EQ(read->servers.size(), 2u);
    EXPECT_EQ(to_server(read->servers[1])->service, Service::managesieve);
}

} // namespace
} // namespace fingerpost::protocol

#include "protocol/autoconfig_attributes.hpp"

#include <gtest/gtest.h>

namespace fingerpost::protocol {
namespace {

std::vector<std::string> not_kept;

/// "name(language)=value" of each row, with blanks between them.
std::string read(const std::string& children) {
    not_kept.clear();
    const auto root = parse_xml("<clientConfig>" + children + "</clientConfig>");
    std::string said;
    for (const auto& row : read_attributes(*root, not_kept))
        said.append(said.empty() ? "" : " ")
            .append(row.name + (row.qualifier.empty() ? "" : '(' + row.qualifier + ')'))
            .append("=" + row.value);
    return said;
}

TEST(AutoconfigAttributes, a_second_page_is_for_languages_the_first_does_not_speak) {
    EXPECT_EQ(
        read(
            "<documentation url='https://x.test/'><descr lang='en'>Help\n  "
            "me</descr></documentation>"
            "<documentation url='https://x.test/de'><descr lang='DE'>Hilfe</descr></documentation>"
            "<documentation url='https://x.test/more'><descr lang='en'>More</descr></documentation>"
        ),
        "documentation=https://x.test/ documentation_title(en)=Help me "
        "documentation(de)=https://x.test/de documentation_title(de)=Hilfe"
    );
    EXPECT_EQ(not_kept, std::vector<std::string>{"<documentation>: https://x.test/more"});
}

TEST(AutoconfigAttributes, what_no_attribute_can_hold_is_named) {
    EXPECT_EQ(
        read("<enable visiturl='http://x.test/'><instruction>Go</instruction></enable>"
             "<webMail><loginPage url='https://x.test/'/><loginPageInfo "
             "url='https://x.test/'/></webMail>"
             "<oAuth2><issuer>x.test</issuer><clientSecret>s</clientSecret></oAuth2>"),
        "webmail=https://x.test/"
    );
    ASSERT_EQ(not_kept.size(), 4U);
    EXPECT_EQ(not_kept[0].substr(0, 9), "<enable>:");
    EXPECT_EQ(not_kept[1], "<loginPageInfo>");
    EXPECT_EQ(not_kept[2].substr(0, 9), "<issuer>:");
    EXPECT_EQ(not_kept[3], "<clientSecret>");
}

TEST(AutoconfigAttributes, the_first_of_two_values_stays) {
    EXPECT_EQ(
        read("<webMail><loginPage url='https://a.test/'/></webMail>"
             "<webMail><loginPage url='https://b.test/'/></webMail>"),
        "webmail=https://a.test/"
    );
}

} // namespace
} // namespace fingerpost::protocol

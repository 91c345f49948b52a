#include "support/database_command_line.hpp"

namespace fingerpost::cli {
namespace {

class AttributeVerbs : public testing::Test, public test::DatabaseCommandLine {
protected:
    AttributeVerbs() { fill(); }
};

TEST_F(AttributeVerbs, set_says_whose_and_what) {
    EXPECT_EQ(
        done({"attribute", "set", "--provider=1", "webmail", "https://mail.example.net/"}),
        "provider 1 \"Example Hosting\": webmail is https://mail.example.net/\n"
    );
    EXPECT_EQ(
        done({"attribute", "set", "--domain=example.com", "--language=de", "help_text", "Hilfe"}),
        "domain example.com: help_text (de) is Hilfe\n"
    );
    EXPECT_EQ(
        done({"attribute", "set", "--domain=example.com", "webmail", ""}),
        "domain example.com: webmail is none\n"
    );
    EXPECT_EQ(
        done({"attribute", "list", "--domain=example.com"}),
        "help_text (de)  Hilfe\nwebmail         (none, whatever its provider has)\n"
    );
    EXPECT_EQ(json({"attribute", "list", "--provider=1"}).as_array().size(), 1U);
}

TEST_F(AttributeVerbs, set_takes_a_key_from_a_file) {
    const auto file = scratch().write("dkim.txt", "v=DKIM1;\n p=\n").string();
    EXPECT_EQ(
        done({"attribute", "set", "--domain=example.com", "--selector=s", "dkim", "--file", file}),
        "domain example.com: dkim (s) is v=DKIM1; p=\n"
    );
}

TEST_F(AttributeVerbs, set_takes_a_picture_from_a_file) {
    const auto file = scratch().write("logo.SVG", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    const auto set =
        json({"attribute", "set", "--provider=1", "page_logo", "--file", file.string()});
    EXPECT_TRUE(set.at("value").as_string().starts_with("data:image/svg+xml;base64,PHN2Zy")) << set;
    EXPECT_NE(
        refused({"attribute", "set", "--provider=1", "page_logo", "--file=/nowhere.png"})
            .find("\"/nowhere.png\" cannot be read"),
        std::string::npos
    );
    const auto huge = scratch().write("huge.png", std::string(60000, 'x'));
    EXPECT_NE(
        refused({"attribute", "set", "--provider=1", "page_logo", "--file", huge.string()})
            .find("at most 65536 octets"),
        std::string::npos
    );
    EXPECT_EQ(
        refused({"attribute", "set", "--provider=1", "page_logo"}),
        "fingerpost: give either a value or --file FILE\n"
    );
}

TEST_F(AttributeVerbs, set_keeps_one_value_for_each_qualifier) {
    done({"attribute", "set", "--domain=example.com", "--selector=a", "dkim", "v=DKIM1; p="});
    EXPECT_EQ(
        done({"attribute", "set", "--domain=example.com", "--selector=B", "dkim", "v=DKIM1;p="}),
        "domain example.com: dkim (b) is v=DKIM1; p=\n"
    );
    done({"attribute", "set", "--domain=example.com", "--issuer=ca.example.net", "caa_issue", "any"}
    );
    EXPECT_EQ(json({"attribute", "list", "--domain=example.com"}).as_array().size(), 3U);
    done({"attribute", "remove", "--domain=example.com", "--selector=A", "dkim"});
    const auto left = json({"attribute", "list", "--domain=example.com"});
    EXPECT_EQ(left.at(1).at("qualifier"), "b") << left;
    EXPECT_EQ(
        refused({"attribute", "set", "--domain=example.com", "--language=de", "dkim", "p="}),
        "fingerpost: attribute dkim has no value for each language; see: fingerpost attribute "
        "names\n"
    );
    EXPECT_EQ(
        refused({"attribute", "set", "--domain=example.com", "dkim", "p="}),
        "fingerpost: attribute dkim needs its selector, like mail2026\n"
    );
}

TEST_F(AttributeVerbs, say_what_is_wrong) {
    EXPECT_EQ(
        refused({"attribute", "set", "webmail", "https://mail.example.net/"}),
        "fingerpost: say whose: either --provider PROVIDER or --domain DOMAIN\n"
    );
    EXPECT_EQ(
        refused({"attribute", "set", "--domain=example.com", "webmial", "x"}),
        "fingerpost: there is no attribute \"webmial\"; did you mean webmail?\n"
    );
    EXPECT_EQ(
        refused({"attribute", "remove", "--domain=example.com", "webmail"}),
        "fingerpost: attribute webmail is not set\n"
    );
}

TEST_F(AttributeVerbs, list_marks_what_another_program_wrote_and_nobody_uses) {
    sql("INSERT INTO fingerpost_domain_attribute VALUES (1, 'colour', '', 'red')");
    const auto text = done({"attribute", "list", "--domain=example.com"});
    EXPECT_NE(text.find("red  not used: attribute colour: \"red\" is not a"), text.npos) << text;
}

TEST_F(AttributeVerbs, names_explains_each) {
    EXPECT_NE(done({"attribute", "names"}).find("ManageSieve server"), std::string::npos);
    EXPECT_GT(json({"attribute", "names"}).as_array().size(), 20U);
}

} // namespace
} // namespace fingerpost::cli

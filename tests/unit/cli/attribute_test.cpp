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

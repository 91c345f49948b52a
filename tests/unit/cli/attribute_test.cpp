#include "support/database_command_line.hpp"

namespace fingerpost::cli {
namespace {

/// RFC 8463 §A.2
constexpr auto public_key = "-----BEGIN PUBLIC KEY-----\n"
                            "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                            "-----END PUBLIC KEY-----\n";

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

TEST_F(AttributeVerbs, set_makes_a_dkim_record_of_a_key_or_a_text) {
    const auto set = [this](const std::string& content) {
        const auto file = scratch().write("dkim", content);
        return done(
            {"attribute",
             "set",
             "--domain=example.com",
             "--selector=s",
             "dkim",
             "--file",
             file.string()}
        );
    };
    EXPECT_EQ(
        set(public_key),
        "domain example.com: dkim (s) is v=DKIM1; k=ed25519; "
        "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
    );
    EXPECT_EQ(
        set("s._domainkey\tIN\tTXT\t( \"v=DKIM1; k=ed25519; \"\n\t  "
            "\"p=11qYAYKxCrfVS/7TyWQH\" \"Og7hcvPapiMlrwIaaPcHURo=\" )  ; a key\n"),
        "domain example.com: dkim (s) is v=DKIM1; k=ed25519; "
        "p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
    );
    EXPECT_EQ(set("v=DKIM1;\n p=\n"), "domain example.com: dkim (s) is v=DKIM1; p=\n");
}

TEST_F(AttributeVerbs, set_takes_the_digests_of_keys_from_a_file) {
    const auto file = scratch().write("keys.pem", std::string(public_key) + public_key).string();
    // openssl pkey -pubin -outform DER | sha256sum
    const std::string digest = "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9";
    const auto set = [&](const std::string& name) {
        return json({"attribute",
                     "set",
                     "--domain=example.com",
                     "--service=mx.example.com",
                     name,
                     "--file",
                     file})
            .at("value");
    };
    EXPECT_EQ(set("tlsa"), digest);
    EXPECT_EQ(set("tlsa_ca"), digest + ", " + digest);
    EXPECT_NE(
        refused({"attribute",
                 "set",
                 "--domain=example.com",
                 "--service=mx.example.com",
                 "tlsa",
                 "--file",
                 scratch().write("none.pem", "x").string()})
            .find("there is no PEM certificate or key in it"),
        std::string::npos
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

#include "cli/attribute_file.hpp"

#include "support/scratch.hpp"

namespace fingerpost::cli {
namespace {

/// RFC 8463 §A.2
const std::string key = "-----BEGIN PUBLIC KEY-----\n"
                        "MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n"
                        "-----END PUBLIC KEY-----\n";
const std::string record = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

class AttributeFile : public testing::Test {
protected:
    std::string value(const std::string& attribute, const std::string& content) const {
        const auto found = value_of_file(attribute, scratch_.write("file", content).string());
        return found ? *found : found.error().what;
    }

    test::Scratch scratch_;
};

TEST_F(AttributeFile, of_a_key_is_a_dkim_record) {
    EXPECT_EQ(value("dkim", key), record);
}

TEST_F(AttributeFile, of_a_txt_record_is_its_text) {
    EXPECT_EQ(
        value(
            "dkim",
            "s._domainkey\tIN\tTXT\t( \"v=DKIM1; k=ed25519; \"\n\t  "
            "\"p=11qYAYKxCrfVS/7TyWQH\" \"Og7hcvPapiMlrwIaaPcHURo=\" )  ; a key\n"
        ),
        record
    );
    EXPECT_EQ(value("dkim", "v=DKIM1;\n p=\n"), "v=DKIM1; p=");
    EXPECT_EQ(value("dkim", "an \"open string"), "");
}

TEST_F(AttributeFile, of_certificates_is_the_digests_of_their_keys) {
    // openssl pkey -pubin -outform DER | sha256sum
    const std::string digest = "06e3fd8fda29bb60ab59557de61edb0aecdb231134be30e75b455f8e1b792fa9";
    EXPECT_EQ(value("tlsa", key + key), digest);
    EXPECT_EQ(value("tlsa_next", key), digest);
    EXPECT_EQ(value("tlsa_ca", key + key), digest + ", " + digest);
    EXPECT_NE(
        value("tlsa", "x").find("there is no PEM certificate or key in it"), std::string::npos
    );
}

TEST_F(AttributeFile, of_other_attributes_is_what_it_holds) {
    EXPECT_EQ(value("spf", "v=spf1 -all\n"), "v=spf1 -all\n");
    EXPECT_EQ(value_of_file("spf", "/nowhere").error().code, Errc::not_found);
}

} // namespace
} // namespace fingerpost::cli

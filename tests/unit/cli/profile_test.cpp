#include "cli/profile_wish.hpp"
#include "cli/signer_check.hpp"
#include "support/database_command_line.hpp"

#include <fstream>

namespace fingerpost::cli {
namespace {

class ProfileVerbs : public testing::Test, public test::DatabaseCommandLine {
protected:
    ProfileVerbs() { fill(); }

    static std::vector<std::string> with_base(std::vector<std::string> words) {
        words.emplace_back("--base=https://autoconfig.example.com/");
        return words;
    }
};

TEST_F(ProfileVerbs, link_prints_a_url_that_is_not_stored) {
    const auto url = done(with_base({"profile", "link", "jane@example.com", "--name=Jane + Doe"}));
    const std::string start = "https://autoconfig.example.com/mobileconfig/once/";
    ASSERT_TRUE(url.starts_with(start)) << url;
    EXPECT_EQ(url.size(), start.size() + 32 + 1);
    const auto token = url.substr(start.size(), 32);
    std::ifstream database(scratch() / "catalog.db", std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(database), {});
    EXPECT_EQ(bytes.find(token), std::string::npos);
    const auto links = json({"profile", "links"});
    EXPECT_EQ(links.as_array().size(), 1U);
    EXPECT_EQ(links.at(0).at("addresses"), "jane@example.com");
    EXPECT_EQ(links.at(0).at("state"), "valid");
    EXPECT_EQ(links.at(0).at("uses_left"), 1);
    EXPECT_EQ(done({"profile", "links"}).find(token), std::string::npos);
}

TEST_F(ProfileVerbs, link_takes_several_addresses_uses_and_a_time) {
    const auto made = json(
        with_base({"profile", "link", "a@example.com", "b@example.com", "--uses=3", "--valid=7d"})
    );
    EXPECT_EQ(made.at("uses"), 3);
    EXPECT_EQ(made.at("id"), 1);
    EXPECT_EQ(json({"profile", "links"}).at(0).at("addresses"), "a@example.com, b@example.com");
}

TEST_F(ProfileVerbs, link_refuses_what_would_lead_nowhere) {
    const auto refuse = [&](std::vector<std::string> more, const std::string& why) {
        std::vector<std::string> words{"profile", "link"};
        words.insert(words.end(), more.begin(), more.end());
        const auto said = refused(words);
        EXPECT_NE(said.find(why), std::string::npos) << said;
    };
    const std::string base = "--base=https://x.example.com";
    refuse({"jane@example.com"}, "public_hostname");
    refuse({"jane@example.com", "--base=http://x.example.com"}, "not an https URL");
    refuse({"jane@elsewhere.test", base}, "elsewhere.test is not served");
    refuse({"a@example.com", "jane", base}, "\"jane\": not a mail address");
    refuse({"jane@example.com", base, "--kinds=imap"}, "mail, caldav");
    refuse({"jane@example.com", base, "--kinds=eas"}, "offers nothing");
    for (const char* time : {"0h", "5", "h", "-1d", "367d", "1w", "1 h"})
        refuse({"jane@example.com", base, std::string("--valid=") + time}, "90m, 24h or 7d");
    refuse({"jane@example.com", base, "--uses=0"}, "--uses");
    EXPECT_TRUE(json({"profile", "links"}).as_array().empty());
}

TEST_F(ProfileVerbs, revoke_takes_a_link_back) {
    done(with_base({"profile", "link", "jane@example.com"}));
    EXPECT_EQ(done({"profile", "revoke", "1"}), "revoked link 1\n");
    EXPECT_NE(refused({"profile", "revoke", "1"}).find("no link 1"), std::string::npos);
    EXPECT_NE(refused({"profile", "revoke", "x"}).find("not the id"), std::string::npos);
    EXPECT_NE(done({"profile", "links"}).find("profile link"), std::string::npos);
}

TEST_F(ProfileVerbs, qr_draws_for_a_terminal_and_into_files) {
    const auto text = done(with_base({"profile", "qr", "jane@example.com"}));
    EXPECT_TRUE(text.starts_with("███"));
    const auto file = (scratch() / "jane.png").string();
    EXPECT_EQ(
        done(with_base({"profile", "qr", "jane@example.com", "--format=png", "--out=" + file})), ""
    );
    std::ifstream png(file, std::ios::binary);
    const std::string bytes(std::istreambuf_iterator<char>(png), {});
    EXPECT_TRUE(bytes.starts_with("\x89PNG"));
    EXPECT_TRUE(done({"profile", "qr", "a@example.com", "--format=svg", "--public-hostname=h.test"})
                    .starts_with("<svg"));
    EXPECT_NE(
        refused(with_base({"profile", "qr", "jane@example.com", "--format=gif"})).find("png, svg"),
        std::string::npos
    );
    EXPECT_NE(
        refused(with_base({"profile", "qr", "jane@example.com", "--out=/nowhere/x"}))
            .find("/nowhere/x cannot be written"),
        std::string::npos
    );
}

TEST(SignerCheck, is_silent_without_a_signer_and_loud_about_files_that_are_not_there) {
    app::Settings settings;
    EXPECT_TRUE(signer_problems(settings, 0).empty());
    settings.profile = {"/nowhere/signer.crt", "/nowhere/signer.key", ""};
    const auto problems = signer_problems(settings, 0);
    ASSERT_EQ(problems.size(), 1U);
    EXPECT_EQ(problems[0].level, log::Level::error);
    EXPECT_NE(problems[0].what.find("/nowhere/signer.crt"), std::string::npos);
}

} // namespace
} // namespace fingerpost::cli

#include "cli/verbs.hpp"
#include "support/command_line.hpp"
#include "support/database_command_line.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

const test::Files automx2{
    {"/etc/automx2.conf",
     "[automx2]\nloglevel = WARNING\ndb_echo = no\n"
     "db_uri = sqlite:////var/lib/automx2/db.sqlite\nproxy_count = 1\n"}};

const test::Files with_password{
    {"/etc/automx2.conf",
     "[automx2]\ndb_uri = mysql+pymysql://automx2:secret@db.example.com/automx2\n"}};

test::Said said(const std::vector<std::string>& words, const test::Files& files) {
    return test::run(verbs(), words, files);
}

TEST(ConfigCheck, is_ok_with_an_automx2_file_and_a_database_in_order) {
    const test::DatabaseCommandLine database;
    database.fill();
    const auto checked = said({"config", "check", "--db-uri", database.uri()}, automx2);
    EXPECT_TRUE(checked.out.starts_with("info: database ")) << checked.out;
    EXPECT_TRUE(checked.out.ends_with("\nok\n"));
    EXPECT_EQ(checked.code, exit_ok);
}

TEST(ConfigCheck, is_ok_without_a_file_and_says_so) {
    const test::DatabaseCommandLine database;
    database.fill();
    const auto checked = said({"config", "check", "--db-uri", database.uri()}, {});
    EXPECT_TRUE(
        checked.out.starts_with("info: no configuration file found; the defaults are in force\n")
    );
    EXPECT_EQ(checked.code, exit_ok);
}

TEST(ConfigCheck, refuses_an_engine_that_comes_later) {
    const auto checked = said({"config", "check"}, with_password);
    EXPECT_NE(checked.out.find("error: "), std::string::npos) << checked.out;
    EXPECT_EQ(checked.out.find("secret"), std::string::npos);
    EXPECT_EQ(checked.code, exit_error);
}

TEST(ConfigCheck, tells_warnings_from_errors_by_its_exit_code) {
    const auto warned = said({"config", "check"}, {{"/etc/automx2.conf", "[automx2]\n"}});
    EXPECT_EQ(warned.code, exit_warning);
    const auto refused = said({"config", "check", "--config", "x"}, {{"x", "[fingerpost]\na=1\n"}});
    EXPECT_EQ(refused.code, exit_error);
    EXPECT_EQ(refused.out, "error: x:2: key \"a\" is unknown\n");
}

TEST(ConfigCheck, checks_the_command_line_too) {
    EXPECT_EQ(said({"config", "check", "--workers", "many"}, automx2).code, exit_error);
}

TEST(ConfigCheck, writes_json) {
    EXPECT_EQ(
        said({"config", "check", "--json"}, {{"/etc/fingerpost.conf", "[fingerpost]\na=1\n"}}).out,
        R"({"status":"error","file":"/etc/fingerpost.conf","problems":[{"level":"error","what":)"
        R"("/etc/fingerpost.conf:2: key \"a\" is unknown"}]})"
        "\n"
    );
}

TEST(ConfigShow, says_where_each_value_comes_from) {
    const auto shown = said({"config", "show", "--workers=2"}, automx2);
    EXPECT_EQ(shown.code, exit_ok);
    for (const std::string line :
         {"proxy_count          1  (/etc/automx2.conf:5)\n",
          "workers              2  (command line)\n",
          "public_hostname      \"\"  (default)\n",
          "listen               127.0.0.1:4243  (default)\n"})
        EXPECT_NE(shown.out.find(line), std::string::npos) << line << shown.out;
}

TEST(ConfigShow, hides_the_password) {
    for (const auto& words :
         {std::vector<std::string>{"config", "show"}, {"config", "show", "--json"}}) {
        const auto shown = said(words, with_password);
        EXPECT_EQ(shown.out.find("secret"), std::string::npos);
        EXPECT_NE(shown.out.find("automx2:***@db.example.com"), std::string::npos);
    }
}

TEST(ConfigShow, fails_when_the_settings_are_of_no_use) {
    const auto shown = said({"config", "show", "--workers=x"}, automx2);
    EXPECT_EQ(shown.code, exit_error);
    EXPECT_EQ(
        shown.err,
        "fingerpost: command line: workers \"x\" is not a whole number between 0 and 256\n"
    );
}

TEST(ConfigManual, writes_the_manual_page) {
    EXPECT_TRUE(said({"config", "manual"}, {}).out.starts_with(".TH FINGERPOST.CONF 5"));
}

TEST(Version, names_program_compiler_and_libraries) {
    const auto text = said({"version"}, {});
    EXPECT_TRUE(text.out.starts_with("fingerpost "));
    EXPECT_NE(text.out.find("\nBoost: 1."), std::string::npos);
    EXPECT_NE(said({"version", "--json"}, {}).out.find("\"compiler\":\""), std::string::npos);
}

} // namespace
} // namespace fingerpost::cli

#include "support/database_command_line.hpp"

#include <filesystem>

namespace fingerpost::cli {
namespace {

class ProviderVerbs : public testing::Test, public test::DatabaseCommandLine {};

TEST_F(ProviderVerbs, add_makes_the_database_and_prints_the_id) {
    EXPECT_EQ(
        done({"provider", "add", "Example Hosting"}), "added provider 1 \"Example Hosting\"\n"
    );
    const auto added = json({"provider", "add", "Example Mail", "--short-name=EM"});
    EXPECT_EQ(added.at("id"), 2);
    EXPECT_EQ(added.at("name"), "Example Mail");
    EXPECT_EQ(added.at("short_name"), "EM");
}

TEST_F(ProviderVerbs, add_refuses_a_name_that_is_taken) {
    done({"provider", "add", "Example"});
    EXPECT_EQ(
        refused({"provider", "add", "Example"}),
        "fingerpost: provider 1 is named \"Example\" already\n"
    );
}

TEST_F(ProviderVerbs, list_aligns_for_people_and_is_an_array_for_programs) {
    done({"provider", "add", "Example Hosting"});
    EXPECT_EQ(
        done({"provider", "list"}),
        "ID  NAME             SHORT NAME\n1   Example Hosting  Example\n"
    );
    EXPECT_EQ(json({"provider", "list"}).as_array().size(), 1U);
    done({"provider", "remove", "1"});
    EXPECT_NE(done({"provider", "list"}).find("provider add"), std::string::npos);
    EXPECT_TRUE(json({"provider", "list"}).as_array().empty());
}

TEST_F(ProviderVerbs, show_finds_by_id_and_by_name_and_counts_domains) {
    fill();
    EXPECT_EQ(json({"provider", "show", "Example Hosting"}).at("domains"), 1);
    EXPECT_EQ(
        done({"provider", "show", "1"}),
        "id          1\nname        Example Hosting\nshort name  Example\ndomains     1\n"
    );
    EXPECT_NE(
        refused({"provider", "show", "Example Hostin"}).find("did you mean \"Example Hosting\"?"),
        std::string::npos
    );
}

TEST_F(ProviderVerbs, set_changes_what_is_given_and_nothing_else) {
    fill();
    EXPECT_EQ(json({"provider", "set", "1", "--name=Example Mail"}).at("name"), "Example Mail");
    EXPECT_EQ(json({"provider", "show", "1"}).at("short_name"), "Example");
    EXPECT_EQ(
        refused({"provider", "set", "1"}),
        "fingerpost: nothing to change; give one of --name, --short-name\n"
    );
}

TEST_F(ProviderVerbs, remove_keeps_a_provider_with_domains_unless_told_to_cascade) {
    fill();
    EXPECT_NE(refused({"provider", "remove", "1"}).find("(--cascade "), std::string::npos);
    EXPECT_EQ(json({"domain", "list"}).at("total"), 1);
    EXPECT_EQ(
        done({"provider", "remove", "1", "--cascade"}),
        "removed provider 1 \"Example Hosting\" and its domains: 1\n"
    );
    EXPECT_EQ(json({"domain", "list"}).at("total"), 0);
    EXPECT_EQ(json({"server", "list"}).as_array().size(), 3U);
}

TEST_F(ProviderVerbs, reading_makes_no_database) {
    const auto complaint = refused({"provider", "list"});
    EXPECT_NE(complaint.find("there is no database "), std::string::npos) << complaint;
    EXPECT_FALSE(std::filesystem::exists(scratch() / "catalog.db"));
}

TEST_F(ProviderVerbs, a_database_in_memory_is_not_written_in_vain) {
    const auto said = test::run(verbs(), {"provider", "add", "x", "--db-uri=sqlite:///:memory:"});
    EXPECT_EQ(said.code, exit_error);
    EXPECT_NE(said.err.find("in memory"), std::string::npos);
}

} // namespace
} // namespace fingerpost::cli

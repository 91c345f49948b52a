#include "cli/told.hpp"

#include "support/database_command_line.hpp"
#include "support/sample.hpp"

namespace fingerpost::cli {
namespace {

/// What the verbs make of rows that other programs wrote.
class OddRows : public testing::Test, public test::DatabaseCommandLine {
protected:
    void SetUp() override { fill(); }
};

TEST_F(OddRows, a_server_that_cannot_be_served_is_shown_with_what_is_wrong) {
    sql("UPDATE server SET type = 'INVALID' WHERE id = 2");
    const auto problem = json({"server", "show", "2"}).at("problem");
    EXPECT_EQ(problem, "server 2: type \"INVALID\" is not one of imap, pop, smtp, sieve");
    const auto shown = json({"domain", "show", "example.com"});
    EXPECT_EQ(shown.at("left_out").at(0).at("id"), "2");
    EXPECT_EQ(shown.at("left_out").at(0).at("why"), problem);
}

TEST_F(OddRows, a_link_without_a_row_is_told_and_can_be_taken_away) {
    sql("DELETE FROM server WHERE id = 2; DELETE FROM provider");
    const auto shown = json({"domain", "show", "example.com"});
    EXPECT_EQ(shown.at("left_out").at(0).at("id"), "2");
    EXPECT_TRUE(shown.at("provider").is_null());
    EXPECT_NE(done({"domain", "list"}).find("provider 1, which is missing"), std::string::npos);
    done({"domain", "set", "example.com", "--remove-server=2"});
    EXPECT_TRUE(json({"domain", "show", "example.com"}).at("left_out").as_array().empty());
}

TEST_F(OddRows, a_name_that_is_none_is_shown_as_never_answered) {
    sql("UPDATE domain SET name = 'exa mple'");
    EXPECT_TRUE(json({"domain", "show", "exa mple"}).at("problem").is_string());
    done({"domain", "remove", "exa mple"});
}

TEST_F(OddRows, an_older_revision_is_read_after_a_change_only) {
    sql("DROP TABLE davserver; DROP TABLE davserver_domain");
    EXPECT_NE(refused({"domain", "list"}).find("brings automx2's up to date"), std::string::npos);
    done({"provider", "add", "Other"});
    EXPECT_EQ(json({"domain", "list"}).at("total"), 1);
}

TEST_F(OddRows, an_automx2_database_is_read_as_it_is) {
    sql("DROP TABLE fingerpost_schema");
    EXPECT_EQ(json({"domain", "list"}).at("total"), 1);
}

TEST(WhyNotTold, is_empty_for_what_is_told) {
    const auto offer = test::full_offer();
    for (const auto& server : offer.servers)
        EXPECT_EQ(why_not_told(offer, server), "");
}

} // namespace
} // namespace fingerpost::cli

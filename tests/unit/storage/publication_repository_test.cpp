#include "storage/publication_repository.hpp"

#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

class Publications : public test::DatabaseTest {
protected:
    PublicationRepository repository_{*database_};
};
FINGERPOST_EVERY_ENGINE(Publications);

TEST_P(Publications, are_kept_for_each_domain) {
    EXPECT_FALSE(repository_.publication("example.com"));
    const Publication first{"@ 60 TXT \"a\"\n", "d1", 1000};
    repository_.publish("example.com", first);
    EXPECT_EQ(repository_.publication("example.com"), first);
    const Publication second{"@ 60 TXT \"b\"\n", "d2", 2000};
    repository_.publish("example.com", second);
    EXPECT_EQ(repository_.publication("example.com"), second);
    EXPECT_EQ(repository_.desired("example.com"), "d2");
    EXPECT_FALSE(repository_.desired("example.org"));
    repository_.publish("example.com", {"", "", 3000});
    EXPECT_FALSE(repository_.publication("example.com"));
}

TEST_P(Publications, share_a_text_that_many_domains_have) {
    for (const auto* domain : {"a.test", "b.test", "c.test"})
        repository_.publish(domain, {"same", "d", 1});
    EXPECT_EQ(number("SELECT count(*) FROM fingerpost_record_set"), 1);
    repository_.publish("a.test", {"other", "d", 1});
    EXPECT_EQ(number("SELECT count(*) FROM fingerpost_record_set"), 2);
    for (const auto* domain : {"b.test", "c.test"})
        repository_.publish(domain, {"other", "d", 1});
    EXPECT_EQ(number("SELECT count(*) FROM fingerpost_record_set"), 1);
    EXPECT_EQ(repository_.publication("b.test")->records, "other");
}

TEST_P(Publications, tell_what_was_desired_of_all_domains) {
    repository_.publish("a.test", {"same", "d1", 1});
    repository_.publish("b.test", {"same", "d2", 1});
    std::string told;
    repository_.for_each_desired([&](std::string_view domain, std::string_view desired) {
        told.append(domain).append("=").append(desired).append(" ");
    });
    EXPECT_TRUE(told == "a.test=d1 b.test=d2 " || told == "b.test=d2 a.test=d1 ") << told;
}

TEST_P(Publications, of_plans_the_latest_come_first_and_pending_ones_give_way) {
    const PlanRow old{"1", 10, "a.test", "", "1 to create", PlanState::pending};
    const PlanRow other{"2", 20, "b.test", "--replace", "", PlanState::pending};
    const PlanRow fresh{"3", 30, "a.test", "", "2 to create", PlanState::pending};
    for (const auto& plan : {old, other, fresh})
        repository_.keep(plan);
    EXPECT_EQ(repository_.plans(), (std::vector{fresh, other}));
    EXPECT_FALSE(repository_.plan("1"));
    auto applied = fresh;
    applied.state = PlanState::applied;
    repository_.keep(applied);
    EXPECT_EQ(repository_.plan("3"), applied);
    repository_.keep({"4", 40, "a.test", "", "", PlanState::pending});
    EXPECT_EQ(repository_.plan("3"), applied);
}

TEST_P(Publications, of_plans_only_the_latest_thousand_stay) {
    Transaction transaction(*database_);
    for (int i = 0; i < 1003; ++i) {
        const auto id = std::to_string(i);
        repository_.keep({id, i, id, "", "", PlanState::applied});
        repository_.note({id, "a.test", StepState::applied, "{}", ""});
    }
    repository_.keep({"last", 2000, "last", "", "", PlanState::applied});
    transaction.commit();
    EXPECT_EQ(repository_.plans().size(), PublicationRepository::plans_max);
    EXPECT_FALSE(repository_.plan("3"));
    EXPECT_TRUE(repository_.steps("3").empty());
    EXPECT_TRUE(repository_.plan("4"));
}

TEST_P(Publications, know_which_domains_of_a_plan_were_sent_and_not_heard_of) {
    repository_.note({"1", "b.test", StepState::sent, "{1}", ""});
    repository_.note({"1", "a.test", StepState::sent, "{2}", ""});
    repository_.note({"2", "a.test", StepState::failed, "{3}", "refused"});
    repository_.note({"1", "b.test", StepState::applied, "{1}", ""});
    EXPECT_EQ(
        repository_.unfinished(), (std::vector{PlanStep{"1", "a.test", StepState::sent, "{2}", ""}})
    );
    EXPECT_EQ(repository_.steps("1").size(), 2U);
    EXPECT_EQ(repository_.steps("2")[0].what, "refused");
}

TEST(PublicationRepository, knows_nothing_of_a_database_without_its_tables) {
    const auto database = test::empty_database();
    PublicationRepository repository(*database);
    EXPECT_FALSE(repository.publication("example.com"));
    repository.for_each_desired([](auto, auto) { ADD_FAILURE(); });
}

} // namespace
} // namespace fingerpost::storage

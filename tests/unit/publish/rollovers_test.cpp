#include "publish/rollovers.hpp"

#include "support/rollover_sample.hpp"

#include <stdexcept>

namespace fingerpost::publish {
namespace {

using RolloversTest = RolloverTest;

TEST_F(RolloversTest, replace_a_dkim_key) {
    const auto begun = begin(wish("dkim"));
    EXPECT_EQ(begun.step, "publish-new");
    EXPECT_EQ(begun.ttl, 3600);
    EXPECT_EQ(value("dkim", "new"), key(test::rsa_2048));
    rollovers().run();
    EXPECT_EQ(row().due, 0) << "nothing is published yet";
    go_on();
    ASSERT_EQ(row().step, "switch");
    EXPECT_EQ(now_, start + 3600 + 3600);
    ASSERT_TRUE(rollovers().advance(1, false));
    EXPECT_EQ(value("dkim", "old"), key(test::rsa_1024));
    go_on();
    EXPECT_EQ(row().step, "remove-old");
    EXPECT_EQ(value("dkim", "old"), "-");
    go_on();
    EXPECT_EQ(row().step, "done");
    EXPECT_EQ(value("dkim", "new"), key(test::rsa_2048));
}

TEST_F(RolloversTest, leave_a_revoked_key_where_that_is_wished) {
    auto wanted = wish("dkim");
    wanted.revoke = true;
    begin(wanted);
    go_on();
    ASSERT_TRUE(rollovers().advance(1, false));
    go_on();
    EXPECT_EQ(value("dkim", "old"), "v=DKIM1; p=");
}

TEST_F(RolloversTest, replace_a_digest_that_was_published_as_the_next) {
    set("tlsa_next", "mx.example.com:25", new_digest);
    auto wanted = wish("tlsa");
    wanted.value.clear();
    begin(wanted);
    go_on();
    ASSERT_EQ(row().step, "switch");
    ASSERT_TRUE(rollovers().advance(1, false));
    go_on();
    EXPECT_EQ(value("tlsa", "mx.example.com:25"), new_digest);
    EXPECT_EQ(value("tlsa_next", "mx.example.com:25"), "-");
}

TEST_F(RolloversTest, end_a_policy_after_its_longest_age) {
    set("mta_sts_max_age", "", "1000000");
    publish();
    EXPECT_EQ(begin(wish("mta-sts-removal")).hold, 1000000);
    EXPECT_EQ(value("mta_sts", ""), "none");
    EXPECT_EQ(value("mta_sts_max_age", ""), "86400");
    go_on();
    EXPECT_EQ(now_, start + 3600 + 3600 + 1000000);
    go_on();
    EXPECT_EQ(row().step, "done");
    EXPECT_EQ(value("mta_sts", ""), "-");
    EXPECT_EQ(value("mta_sts_max_age", ""), "1000000");
}

TEST_F(RolloversTest, bring_a_policy_back_when_cancelled) {
    begin(wish("mta-sts-removal"));
    ASSERT_TRUE(rollovers().cancel(1, false));
    go_on();
    EXPECT_EQ(row().step, "cancelled");
    EXPECT_EQ(value("mta_sts", ""), "enforce");
    EXPECT_EQ(value("mta_sts_max_age", ""), "-");
}

TEST_F(RolloversTest, lower_the_ttl_and_give_it_back) {
    auto wanted = wish("dkim");
    wanted.lowered_to = "60";
    begin(wanted);
    EXPECT_EQ(value("dns_ttl", ""), "60");
    EXPECT_EQ(value("dkim", "new"), "-");
    go_on();
    ASSERT_EQ(row().step, "publish-new");
    EXPECT_EQ(now_, start + 3600 + 3600);
    go_on();
    ASSERT_EQ(row().step, "switch");
    EXPECT_EQ(now_, start + 3600 + 3600 + 60 + 3600);
    ASSERT_TRUE(rollovers().advance(1, false));
    go_on();
    go_on();
    go_on();
    EXPECT_EQ(row().step, "done");
    EXPECT_EQ(value("dns_ttl", ""), "-");
}

TEST_F(RolloversTest, of_a_domain_change_nothing_of_its_provider) {
    auto wanted = wish("dkim");
    wanted.provider = 0;
    wanted.domain = "example.com";
    begin(wanted);
    EXPECT_EQ(value("dkim", "new", false), key(test::rsa_2048));
    go_on();
    ASSERT_TRUE(rollovers().advance(1, false));
    go_on();
    go_on();
    EXPECT_EQ(row().step, "done");
    EXPECT_EQ(value("dkim", "old"), key(test::rsa_1024));
    EXPECT_EQ(value("dkim", "old", false), "") << "the domain does without its provider's";
}

TEST_F(RolloversTest, run_their_hook_once_and_believe_its_exit_code) {
    auto wanted = wish("dkim");
    wanted.hook = {"/usr/bin/switch", "new key"};
    begin(wanted);
    go_on();
    ASSERT_EQ(row().step, "switch");
    EXPECT_EQ(hooks_, (std::vector<std::vector<std::string>>{{"/usr/bin/switch", "new key"}}));
    EXPECT_EQ(row().due, now_ + 3600 + 3600 + week);
    rollovers().run();
    EXPECT_EQ(hooks_.size(), 1U);
}

TEST_F(RolloversTest, wait_for_people_when_a_hook_fails) {
    auto wanted = wish("dkim");
    wanted.hook = {"/usr/bin/switch"};
    hook_end_ = ProgramEnd{3, "no such key\n"};
    begin(wanted);
    go_on();
    rollovers().run();
    EXPECT_EQ(hooks_.size(), 1U);
    EXPECT_EQ(row().due, 0);
    EXPECT_NE(row().note.find("exit 3: no such key"), std::string::npos) << row().note;
    ASSERT_TRUE(rollovers().advance(1, false));
    EXPECT_EQ(row().note, "");
}

TEST_F(RolloversTest, do_not_repeat_a_hook_whose_end_nobody_has_seen) {
    auto wanted = wish("dkim");
    wanted.hook = {"/usr/bin/switch"};
    begin(wanted);
    world_.run_hook = [](const auto&) -> Result<ProgramEnd> { throw std::runtime_error("killed"); };
    EXPECT_THROW(go_on(), std::runtime_error);
    world_.run_hook = [this](const auto& command) {
        hooks_.push_back(command);
        return hook_end_;
    };
    rollovers().run();
    EXPECT_TRUE(hooks_.empty());
    EXPECT_NE(row().note.find("advance 1"), std::string::npos);
    EXPECT_TRUE(rollovers().advance(1, false));
}

TEST_F(RolloversTest, keep_a_step_and_its_attributes_together) {
    begin(wish("dkim"));
    go_on();
    ASSERT_TRUE(rollovers().advance(1, false));
    now_ = row().due;
    const auto before = row();
    database_->run("CREATE TRIGGER crash BEFORE UPDATE ON fingerpost_rollover "
                   "BEGIN SELECT RAISE(ABORT, 'killed'); END");
    EXPECT_THROW(rollovers().run(), storage::SqlError);
    EXPECT_EQ(row(), before);
    EXPECT_EQ(value("dkim", "old"), key(test::rsa_1024));
    database_->run("DROP TRIGGER crash");
    rollovers().run();
    EXPECT_EQ(row().step, "remove-old");
    EXPECT_EQ(value("dkim", "old"), "-");
}

TEST_F(RolloversTest, stop_where_somebody_else_has_changed_the_key) {
    begin(wish("dkim"));
    go_on();
    ASSERT_TRUE(rollovers().advance(1, false));
    set("dkim", "old", key(test::rsa_4096));
    publish();
    now_ = row().due;
    rollovers().run();
    EXPECT_EQ(row().step, "switch");
    EXPECT_NE(row().note.find("attribute dkim of old"), std::string::npos) << row().note;
    EXPECT_EQ(value("dkim", "old"), key(test::rsa_4096));
    const auto stuck = row();
    rollovers().run();
    EXPECT_EQ(row(), stuck);
    EXPECT_TRUE(rollovers().cancel(1, false));
}

TEST_F(RolloversTest, end_with_their_owner) {
    auto wanted = wish("dkim");
    wanted.provider = 0;
    wanted.domain = "example.com";
    begin(wanted);
    go_on();
    ASSERT_TRUE(rollovers().advance(1, false));
    ASSERT_TRUE(storage::DomainRepository(*database_).remove("example.com"));
    now_ = row().due;
    rollovers().run();
    EXPECT_NE(row().note, "");
    ASSERT_TRUE(rollovers().cancel(1, false));
    EXPECT_EQ(row().step, "cancelled");
}

TEST_F(RolloversTest, refuse_what_would_help_nobody) {
    auto same = wish("dkim");
    same.qualifier = "old";
    EXPECT_EQ(rollovers().start(same).error().code, Errc::conflict);
    auto revoked = wish("dkim");
    revoked.value = "v=DKIM1; p=";
    EXPECT_EQ(rollovers().start(revoked).error().code, Errc::conflict);
    auto elsewhere = wish("tlsa");
    elsewhere.qualifier = "mx.example.net:25";
    EXPECT_EQ(rollovers().start(elsewhere).error().code, Errc::conflict);
    auto keyless = wish("dkim");
    keyless.value.clear();
    EXPECT_EQ(rollovers().start(keyless).error().code, Errc::bad_request);
    auto nobody = wish("dkim");
    nobody.provider = 9;
    EXPECT_EQ(rollovers().start(nobody).error().code, Errc::not_found);
    EXPECT_EQ(rollovers().start(wish("spf")).error().code, Errc::bad_request);
    set("dnssec", "", "unsigned");
    EXPECT_EQ(rollovers().start(wish("tlsa")).error().code, Errc::conflict);
    EXPECT_TRUE(storage::RolloverRepository(*database_).list().empty());
}

TEST_F(RolloversTest, ask_which_of_several_keys_gives_way) {
    set("dkim", "older", key(test::rsa_4096));
    auto wanted = wish("dkim");
    const auto refused = rollovers().start(wanted);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("--old"), std::string::npos);
    wanted.old_qualifier = "older";
    EXPECT_EQ(begin(wanted).old_value, key(test::rsa_4096));
}

TEST_F(RolloversTest, of_one_key_go_one_at_a_time) {
    begin(wish("dkim"));
    EXPECT_EQ(rollovers().start(wish("dkim")).error().code, Errc::conflict);
    begin(wish("tlsa"));
}

TEST_F(RolloversTest, wait_for_people_where_we_publish_nothing) {
    world_.tracked = false;
    begin(wish("dkim"));
    go_on();
    EXPECT_EQ(row().due, 0);
    ASSERT_TRUE(rollovers().advance(1, false));
    EXPECT_EQ(row().due, now_ + 7200);
}

} // namespace
} // namespace fingerpost::publish

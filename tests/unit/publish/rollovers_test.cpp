#include "publish/rollovers.hpp"

#include "publish/record_text.hpp"
#include "storage/attribute_repository.hpp"
#include "storage/catalog_repository.hpp"
#include "storage/domain_repository.hpp"
#include "storage/publication_repository.hpp"
#include "support/database.hpp"
#include "support/sample_keys.hpp"
#include "zone/served_records.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>

namespace fingerpost::publish {
namespace {

constexpr std::int64_t start = 1'000'000'000;
constexpr std::int64_t week = 7LL * 24 * 60 * 60;
const std::string old_digest(64, 'a');
const std::string new_digest(64, 'b');

std::string key(std::string_view bits) {
    return "v=DKIM1; k=rsa; p=" + std::string(bits);
}

/// A provider with example.com, a clock, and a name server that publishes when it is told to.
class RolloversTest : public testing::Test {
protected:
    RolloversTest() {
        storage::ProviderRepository(*database_).add("Example Hosting").value();
        storage::DomainRepository(*database_).add("example.com", 1).value();
        set("mx", "", "mx.example.com");
        set("dkim", "old", key(test::rsa_1024));
        set("dnssec", "", "signed");
        set("tlsa", "mx.example.com:25", old_digest);
        set("mta_sts", "", "enforce");
        world_.host = {"show.hosting.test", {}, 3600};
        world_.now = [this] { return now_; };
        world_.run_hook = [this](const std::vector<std::string>& command) {
            hooks_.push_back(command);
            return hook_end_;
        };
        publish();
    }

    storage::AttributeOwner owner(bool provider = true) const {
        using Of = storage::AttributeOwner::Of;
        return {provider ? Of::provider : Of::domain, 1};
    }

    void set(const std::string& name, const std::string& qualifier, const std::string& value) {
        storage::AttributeRepository(*database_).set(owner(), {name, qualifier, value}).value();
    }

    std::string value(const std::string& name, const std::string& qualifier, bool provider = true) {
        for (const auto& row : storage::AttributeRepository(*database_).list(owner(provider)))
            if (row.name == name && row.qualifier == qualifier) return row.value;
        return "-";
    }

    std::vector<zone::RRset> desired() {
        const auto catalog = storage::CatalogRepository(*database_).load();
        return zone::rrsets(zone::ServedRecords(catalog, world_.host).of("example.com").value());
    }

    void publish() {
        const auto sets = desired();
        storage::PublicationRepository(*database_)
            .publish("example.com", {to_text(sets, "example.com"), "", now_});
    }

    RolloverWish wish(const std::string& kind) const {
        RolloverWish wanted;
        wanted.kind = kind;
        wanted.provider = 1;
        if (kind == "dkim") wanted.qualifier = "new";
        if (kind == "dkim") wanted.value = key(test::rsa_2048);
        if (kind == "tlsa") wanted.qualifier = "mx.example.com:25";
        if (kind == "tlsa") wanted.value = new_digest;
        return wanted;
    }

    Rollover begin(const RolloverWish& wanted) {
        auto begun = rollovers().start(wanted);
        EXPECT_TRUE(begun) << begun.error().what;
        return begun ? *begun : Rollover();
    }

    /// A new one each time: what a killed program knew is gone.
    Rollovers rollovers() { return {*database_, world_}; }

    Rollover row() { return storage::RolloverRepository(*database_).get(1).value(); }

    /// Runs what is due, publishes, and waits for what is due next.
    void go_on() {
        rollovers().run();
        publish();
        rollovers().run();
        if (row().due > now_) now_ = row().due;
        rollovers().run();
    }

    std::int64_t now_ = start;
    std::vector<std::vector<std::string>> hooks_;
    Result<ProgramEnd> hook_end_ = ProgramEnd{};
    RolloverWorld world_;
    std::unique_ptr<storage::Connection> database_ = test::memory_database();
};

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

/// Whatever happens when: no resolver ever lacks the record of a key that is in use, nor of one
/// that mail under way was signed with.
class RolloverLife : public RolloversTest, public testing::WithParamInterface<int> {
protected:
    struct Version {
        std::int64_t until; ///< while it was at the name server
        std::vector<zone::RRset> sets;
    };

    bool chance(int percent) { return static_cast<int>(random_() % 100) < percent; }

    bool has(const Version& version, const std::string& wanted) const {
        return std::ranges::any_of(version.sets, [&](const zone::RRset& set) {
            return std::ranges::any_of(set.values, [&](const std::string& value) {
                return value.find(wanted) != value.npos;
            });
        });
    }

    void serve() {
        publish();
        if (!versions_.empty()) versions_.back().until = now_;
        versions_.push_back({0, desired()});
        std::erase_if(versions_, [this](const Version& version) {
            return version.until > 0 && version.until + version.sets.front().ttl <= now_;
        });
    }

    void expect_key(const std::string& wanted) {
        for (const auto& version : versions_) {
            const bool current = version.until == 0;
            const std::int64_t ttl = version.sets.front().ttl;
            if (!current && version.until + ttl <= now_) continue;
            ASSERT_TRUE(has(version, wanted))
                << wanted << " at " << now_ - start << ", step " << row().step;
        }
    }

    void use(bool fresh) {
        in_use_ = fresh;
        last_used_[fresh] = now_;
    }

    void live(const std::string& kind, const std::array<std::string, 2>& marks, std::int64_t hold) {
        for (int tick = 0; tick < 4000 && !is_over(row()); ++tick) {
            now_ += 700;
            if (chance(10)) serve();
            if (chance(30)) rollovers().run();
            const auto at = row();
            const bool waits = at.due == 0;
            if (at.step == "switch" && waits && chance(20)) use(true);
            if (at.step == "switch" && waits && in_use_) (void)rollovers().advance(1, false);
            if (at.step == "back" && waits && chance(20)) use(false);
            if (at.step == "back" && waits && !in_use_) (void)rollovers().advance(1, false);
            if (cancels_ && random_() % 200 == 0) (void)rollovers().cancel(1, false);
            last_used_[in_use_] = now_;
            for (const bool fresh : {false, true})
                if (last_used_[fresh] > 0 && last_used_[fresh] + hold >= now_)
                    expect_key(marks.at(fresh));
            if (HasFatalFailure()) return;
        }
        EXPECT_TRUE(is_over(row())) << kind << ' ' << row().step << ' ' << row().note;
        EXPECT_EQ(row().step == "done", in_use_);
    }

    std::mt19937 random_{static_cast<unsigned>(GetParam())};
    bool cancels_ = GetParam() % 2 == 1;
    bool in_use_ = false;
    std::map<bool, std::int64_t> last_used_;
    std::vector<Version> versions_;
};
INSTANTIATE_TEST_SUITE_P(Many, RolloverLife, testing::Range(0, 6));

TEST_P(RolloverLife, of_a_dkim_key_never_lacks_a_key_that_mail_was_signed_with) {
    serve();
    auto wanted = wish("dkim");
    if (GetParam() % 3 == 0) wanted.lowered_to = "60";
    begin(wanted);
    const std::array<std::string, 2> marks{
        std::string(test::rsa_1024.substr(0, 60)), std::string(test::rsa_2048.substr(0, 60))};
    live("dkim", marks, week);
}

TEST_P(RolloverLife, of_a_tlsa_key_never_lacks_the_digest_in_use) {
    serve();
    auto wanted = wish("tlsa");
    if (GetParam() % 3 == 0) wanted.lowered_to = "60";
    begin(wanted);
    live("tlsa", {old_digest, new_digest}, 0);
}

} // namespace
} // namespace fingerpost::publish

#include "cli/rollover_report.hpp"
#include "cli/verbs.hpp"
#include "support/database_command_line.hpp"
#include "support/sample_keys.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

class RolloverVerbs : public testing::Test {
protected:
    RolloverVerbs() {
        database_.fill();
        set("mx", "", "mx.example.com");
        set("dkim", "--selector=old", "v=DKIM1; p=" + std::string(test::rsa_1024));
        database_.scratch().write("new.txt", "v=DKIM1; p=" + std::string(test::rsa_2048));
        file_ = "--file=" + (database_.scratch() / "new.txt").string();
    }

    void set(const std::string& name, const std::string& qualifier, const std::string& value) {
        std::vector<std::string> words{"attribute", "set", "--domain=example.com", name, value};
        if (!qualifier.empty()) words.push_back(qualifier);
        database_.done(words);
    }

    std::string begin() {
        return database_.done(
            {"dns", "rollover", "start", "dkim", "example.com", "--selector=new", file_}
        );
    }

    std::string step() {
        const auto all = database_.json({"dns", "rollover", "list", "--all"});
        return all.at(0).at("step").as_string().c_str();
    }

    test::DatabaseCommandLine database_;
    std::string file_;
};

TEST_F(RolloverVerbs, begin_tell_and_go_on) {
    const auto begun = begin();
    EXPECT_NE(begun.find("roll-over 1, dkim of example.com: publish-new"), begun.npos) << begun;
    EXPECT_NE(begun.find("fingerpost dns rollover advance 1"), begun.npos) << begun;
    const auto list = database_.done({"dns", "rollover", "list"});
    EXPECT_NE(list.find("publish-new"), list.npos) << list;
    const auto shown = database_.done({"dns", "rollover", "show", "1"});
    EXPECT_NE(shown.find("  remove-old: the old key goes\n"), shown.npos) << shown;
    EXPECT_EQ(shown.find("lower-ttl"), shown.npos) << shown;
    const auto told = database_.done({"dns", "rollover", "advance", "1"});
    EXPECT_NE(told.find("waits for caches and others, until "), told.npos) << told;
    EXPECT_EQ(database_.done({"dns", "rollover", "run"}), "nothing was due\n");
    const auto refused = database_.refused({"dns", "rollover", "advance", "1"});
    EXPECT_NE(refused.find("waits for caches and others until"), refused.npos) << refused;
}

TEST_F(RolloverVerbs, publish_the_new_key_beside_the_old_one) {
    begin();
    const auto zone = database_.done({"dns", "records", "example.com", "--format=zone"});
    EXPECT_NE(zone.find("old._domainkey.example.com."), zone.npos);
    EXPECT_NE(zone.find("new._domainkey.example.com."), zone.npos);
}

TEST_F(RolloverVerbs, cancel) {
    begin();
    database_.done({"dns", "rollover", "cancel", "1"});
    EXPECT_EQ(step(), "withdraw-new");
    database_.done({"dns", "rollover", "advance", "1"});
    database_.done({"dns", "rollover", "run"});
    EXPECT_EQ(step(), "cancelled");
    EXPECT_NE(database_.done({"dns", "rollover", "list"}).find("no roll-overs"), std::string::npos);
}

TEST_F(RolloverVerbs, begin_for_all_domains_or_none) {
    const auto refused = database_.refused(
        {"dns", "rollover", "start", "dkim", "example.com", "stranger.test", "--selector=n", file_}
    );
    EXPECT_NE(refused.find("stranger.test"), refused.npos) << refused;
    EXPECT_NE(database_.done({"dns", "rollover", "list"}).find("no roll-overs"), std::string::npos);
}

TEST_F(RolloverVerbs, say_what_is_missing) {
    const auto refused = [this](std::vector<std::string> words) {
        words.insert(words.begin(), {"dns", "rollover"});
        return database_.refused(words);
    };
    EXPECT_NE(refused({"start", "dkim"}).find("--provider"), std::string::npos);
    EXPECT_NE(refused({"start", "dkin", "example.com"}).find("dkim, tlsa"), std::string::npos);
    EXPECT_NE(
        refused({"start", "dkim", "example.com", "--selector=new"}).find("--file"),
        std::string::npos
    );
    EXPECT_NE(
        refused({"start", "dkim", "example.com", "--selector=n", file_, "--hook=switch"})
            .find("absolute path"),
        std::string::npos
    );
    EXPECT_NE(refused({"show", "7"}).find("dns rollover list"), std::string::npos);
    EXPECT_NE(refused({"advance", "x"}).find("\"x\""), std::string::npos);
}

TEST_F(RolloverVerbs, are_missed_by_config_check) {
    begin();
    EXPECT_EQ(database_.said({"config", "check"}).out.find("roll-over 1"), std::string::npos);
    database_.sql("UPDATE fingerpost_rollover SET since = since - 900000");
    const auto late = database_.said({"config", "check"});
    EXPECT_EQ(late.code, exit_warning);
    EXPECT_NE(late.out.find("roll-over 1 (dkim of example.com) waits since"), std::string::npos)
        << late.out;
    EXPECT_NE(database_.done({"dns", "rollover", "list"}).find("OVERDUE"), std::string::npos);
}

TEST_F(RolloverVerbs, list_digests_that_roll_over_by_themselves) {
    database_.sql("INSERT INTO fingerpost_pacc (settings, document, settled_at) "
                  "VALUES ('provider 1 servers 1 2', '{}', 4000000000)");
    const auto all = database_.json({"dns", "rollover", "list"});
    EXPECT_EQ(all.at(0).at("kind").as_string(), "pacc");
    EXPECT_EQ(all.at(0).at("of").as_string(), "provider 1");
}

} // namespace
} // namespace fingerpost::cli

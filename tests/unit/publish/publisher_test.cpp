#include "publish/publisher.hpp"

#include "publish/record_text.hpp"
#include "support/await.hpp"
#include "support/database.hpp"
#include "support/fake_target.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace fingerpost::publish {
namespace {

zone::Record record(const std::string& domain, std::string data) {
    zone::Record one;
    one.owner = "_imaps._tcp." + domain + ".";
    one.type = "SRV";
    one.data = std::move(data);
    return one;
}

class PublisherTest : public testing::Test {
protected:
    Result<zone::Records> desired(std::string_view domain) const {
        const auto at = desired_.find(std::string(domain));
        if (at == desired_.end()) return Error{Errc::not_found, "not served"};
        return at->second;
    }

    void want(const std::string& domain, const std::string& data = "0 1 993 imap.example.net.") {
        desired_[domain] = {record(domain, data)};
    }

    Plan plan(std::vector<std::string> domains, Publisher::Options options = {}) {
        auto made = test::await(publisher_.plan(std::move(domains), options));
        EXPECT_TRUE(made) << made.error().what;
        return made.value();
    }

    ApplyReport apply(const std::string& domain) {
        return test::await(publisher_.apply(plan({domain})));
    }

    std::string there(const std::string& domain) const {
        const auto at = target_.records.find({"_imaps._tcp." + domain + ".", "SRV"});
        return at == target_.records.end() ? "" : at->second.values.front();
    }

    std::string registered(const std::string& domain) {
        const auto known = repository_.publication(domain);
        return known ? known->records : "";
    }

    std::map<std::string, zone::Records> desired_;
    test::FakeTarget target_;
    std::unique_ptr<storage::Connection> database_ = test::memory_database();
    storage::PublicationRepository repository_{*database_};
    Publisher publisher_{
        *database_,
        target_,
        [this](std::string_view domain) { return desired(domain); },
        [] { return 1000; }};
};

TEST_F(PublisherTest, publishes_and_remembers_it) {
    want("a.test");
    const auto report = apply("a.test");
    ASSERT_EQ(report.domains.size(), 1U);
    EXPECT_EQ(report.failures(), 0U);
    EXPECT_EQ(there("a.test"), "0 1 993 imap.example.net.");
    EXPECT_EQ(registered("a.test"), "_imaps._tcp 3600 SRV 0 1 993 imap.example.net.\n");
    EXPECT_EQ(publisher_.published_domains(), std::vector<std::string>{"a.test"});
}

TEST_F(PublisherTest, has_nothing_to_do_the_second_time) {
    want("a.test");
    apply("a.test");
    EXPECT_TRUE(plan({"a.test"}).domains.empty());
    EXPECT_TRUE(plan({"a.test"}, {{}, true}).domains.empty());
}

TEST_F(PublisherTest, looks_for_drift_only_when_told_to) {
    want("a.test");
    apply("a.test");
    target_.records.clear();
    EXPECT_TRUE(plan({"a.test"}).domains.empty());
    EXPECT_EQ(plan({"a.test"}, {{}, true}).count(ChangeKind::create), 1U);
}

TEST_F(PublisherTest, takes_back_what_it_published_for_a_domain_that_is_gone) {
    want("a.test");
    apply("a.test");
    desired_.clear();
    EXPECT_EQ(plan({"a.test"}).count(ChangeKind::remove), 1U);
    apply("a.test");
    EXPECT_EQ(there("a.test"), "");
    EXPECT_EQ(registered("a.test"), "");
}

TEST_F(PublisherTest, refuses_domains_it_never_heard_of) {
    const auto made = test::await(publisher_.plan({"nobody.test"}, {}));
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, Errc::not_found);
}

TEST_F(PublisherTest, keeps_looking_at_a_domain_with_a_conflict) {
    want("a.test");
    target_.put({"_imaps._tcp.a.test.", "SRV", 60, {"0 1 993 other.test."}});
    EXPECT_EQ(plan({"a.test"}).count(ChangeKind::foreign), 1U);
    apply("a.test");
    EXPECT_EQ(plan({"a.test"}).count(ChangeKind::foreign), 1U);
    EXPECT_EQ(there("a.test"), "0 1 993 other.test.");
}

TEST_F(PublisherTest, notes_before_it_sends) {
    want("a.test");
    target_.on_apply = [&](const DomainPlan& sent) {
        const auto open = repository_.unfinished();
        ASSERT_EQ(open.size(), 1U);
        EXPECT_EQ(open[0].domain, sent.domain);
    };
    apply("a.test");
    EXPECT_TRUE(repository_.unfinished().empty());
}

TEST_F(PublisherTest, knows_after_a_crash_what_had_arrived) {
    want("a.test");
    const auto killed = [&](const DomainPlan& sent) {
        target_.make(sent);
        throw std::runtime_error("killed");
    };
    target_.on_apply = killed;
    EXPECT_THROW(apply("a.test"), std::runtime_error);
    EXPECT_EQ(registered("a.test"), "");
    EXPECT_EQ(test::await(publisher_.recover()), 0U);
    EXPECT_NE(registered("a.test"), "");
    EXPECT_TRUE(plan({"a.test"}).domains.empty());
    // now it is known as ours, and goes when it has to
    desired_.clear();
    EXPECT_EQ(plan({"a.test"}).count(ChangeKind::remove), 1U);
}

TEST_F(PublisherTest, knows_after_a_crash_what_had_not_arrived) {
    want("a.test");
    target_.on_apply = [](const DomainPlan&) { throw std::runtime_error("killed"); };
    EXPECT_THROW(apply("a.test"), std::runtime_error);
    target_.on_apply = [](const DomainPlan&) {};
    EXPECT_EQ(test::await(publisher_.recover()), 0U);
    EXPECT_EQ(registered("a.test"), "");
    EXPECT_EQ(plan({"a.test"}).count(ChangeKind::create), 1U);
}

TEST_F(PublisherTest, leaves_unclear_what_nobody_answers_for) {
    want("a.test");
    target_.fails["a.test"] = {"a.test", PushStatus::unknown, "timed out"};
    EXPECT_EQ(apply("a.test").failures(), 1U);
    target_.silent.insert("a.test");
    EXPECT_EQ(test::await(publisher_.recover()), 1U);
    EXPECT_EQ(repository_.unfinished().size(), 1U);
}

TEST_F(PublisherTest, begins_with_few_domains) {
    std::vector<std::string> domains;
    for (int i = 100; i < 230; ++i) {
        domains.push_back("d" + std::to_string(i) + ".test");
        want(domains.back());
    }
    const auto report = test::await(publisher_.apply(plan(domains)));
    EXPECT_EQ(report.domains.size(), 130U);
    std::vector<std::size_t> sizes;
    for (const auto& batch : target_.batches)
        sizes.push_back(batch.size());
    EXPECT_EQ(sizes, (std::vector<std::size_t>{1, 10, 100, 19}));
}

TEST_F(PublisherTest, goes_on_where_single_domains_fail_and_stops_where_many_do) {
    std::vector<std::string> domains;
    for (int i = 100; i < 130; ++i) {
        domains.push_back("d" + std::to_string(i) + ".test");
        want(domains.back());
    }
    const PushResult refused{"", PushStatus::refused, "REFUSED"};
    target_.fails = {{"d100.test", refused}, {"d105.test", refused}};
    EXPECT_EQ(test::await(publisher_.apply(plan(domains))).left, 0U);
    target_.records.clear();
    target_.fails = {{"d102.test", refused}, {"d103.test", refused}, {"d104.test", refused}};
    const auto report = test::await(publisher_.apply(plan(domains, {{}, true})));
    EXPECT_EQ(report.failures(), 3U);
    EXPECT_EQ(report.domains.size(), 11U);
    EXPECT_EQ(report.left, 19U);
}

TEST_F(PublisherTest, undoes_a_plan) {
    want("a.test", "0 1 143 old.test.");
    apply("a.test");
    want("a.test", "0 1 993 new.test.");
    const auto done = plan({"a.test"});
    test::await(publisher_.apply(done));
    EXPECT_EQ(there("a.test"), "0 1 993 new.test.");
    const auto undo = test::await(publisher_.undo(done.id()));
    ASSERT_TRUE(undo) << undo.error().what;
    test::await(publisher_.apply(*undo));
    EXPECT_EQ(there("a.test"), "0 1 143 old.test.");
    EXPECT_EQ(registered("a.test"), "_imaps._tcp 3600 SRV 0 1 143 old.test.\n");
    EXPECT_FALSE(test::await(publisher_.undo("0123456789abcdef")));
}

} // namespace
} // namespace fingerpost::publish

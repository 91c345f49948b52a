// Files of ours as the place where records are published.

#include "publish/files_target.hpp"

#include "support/await.hpp"
#include "support/golden.hpp"
#include "support/program.hpp"
#include "support/scratch.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

using namespace fingerpost;
using namespace fingerpost::publish;

namespace {

zone::RRset imaps(const std::string& domain, const std::string& host) {
    return {"_imaps._tcp." + domain + ".", "SRV", 3600, {"0 1 993 " + host}};
}

class FilesTargetTest : public testing::Test {
protected:
    FilesTarget target(std::string_view format = "bind-snippet") {
        settings_.to.directory = scratch_.path();
        settings_.to.format = format::find_format(format);
        settings_.to.with.zone.name_servers = {{"ns1.example.net", {}}};
        settings_.to.today = std::chrono::year(2026) / 11 / 22;
        return {settings_, [this] { return published_; }};
    }

    DomainPlan plan(
        FilesTarget& target,
        const std::string& domain,
        const RRsets& desired,
        const RRsets& ours = {}
    ) {
        const auto seen = test::await(target.observe(domain, questions(desired, ours)));
        return plan_domain(domain, desired, seen, ours);
    }

    std::string said(FilesTarget& target, const std::vector<DomainPlan>& plans) {
        std::string all;
        for (const auto& result : test::await(target.apply(plans)))
            all.append(name(result.status))
                .append(result.why.empty() ? "" : ": " + result.why)
                .append(";");
        return all;
    }

    std::string file(const std::string& name) const { return test::read_file(scratch_ / name); }

    test::Scratch scratch_;
    FilesSettings settings_;
    std::vector<std::string> published_;
};

} // namespace

TEST_F(FilesTargetTest, shows_what_it_wrote) {
    auto files = target();
    const RRsets desired{imaps("example.com", "a.example.net.")};
    const auto first = plan(files, "example.com", desired);
    EXPECT_TRUE(first.acts());
    EXPECT_EQ(said(files, {first}), "applied;");
    EXPECT_NE(file("example.com.discovery.inc").find("0 1 993 a.example.net."), std::string::npos);
    EXPECT_FALSE(plan(files, "example.com", desired, desired).acts());
}

TEST_F(FilesTargetTest, replaces_and_takes_away_what_was_published) {
    auto files = target();
    const RRsets old{imaps("example.com", "a.example.net.")};
    said(files, {plan(files, "example.com", old)});
    said(files, {plan(files, "example.com", {imaps("example.com", "b.example.net.")}, old)});
    const auto text = file("example.com.discovery.inc");
    EXPECT_NE(text.find("b.example.net."), text.npos);
    EXPECT_EQ(text.find("a.example.net."), text.npos);
    const RRsets now{imaps("example.com", "b.example.net.")};
    said(files, {plan(files, "example.com", {}, now)});
    EXPECT_EQ(file("example.com.discovery.inc").find("SRV"), std::string::npos);
}

TEST_F(FilesTargetTest, does_not_know_what_stands_in_files_of_others) {
    scratch_.write("example.com.discovery.inc", "; mine\n");
    auto files = target();
    const auto seen = plan(files, "example.com", {imaps("example.com", "a.example.net.")});
    EXPECT_EQ(seen.changes.at(0).kind, ChangeKind::unknown);
    EXPECT_NE(seen.changes[0].why.find("was not written by fingerpost"), std::string::npos);
}

TEST_F(FilesTargetTest, refuses_to_lose_what_was_changed_by_hand) {
    auto files = target();
    const RRsets old{imaps("example.com", "a.example.net.")};
    said(files, {plan(files, "example.com", old)});
    std::ofstream(scratch_ / "example.com.discovery.inc", std::ios::app)
        << "www 60 IN A 192.0.2.1\n";
    const RRsets fresh{imaps("example.com", "b.example.net.")};
    EXPECT_TRUE(said(files, {plan(files, "example.com", fresh, old)}).starts_with("refused: "));
    EXPECT_NE(file("example.com.discovery.inc").find("192.0.2.1"), std::string::npos);
}

TEST_F(FilesTargetTest, lists_zones_that_have_records) {
    published_ = {"gone.example", "example.org"};
    scratch_.write("db.example.org", "");
    auto files = target("bind-zone");
    said(files, {plan(files, "example.com", {imaps("example.com", "a.example.net.")})});
    auto stanzas = file("named.conf.fingerpost");
    EXPECT_NE(stanzas.find("zone \"example.com\""), stanzas.npos);
    EXPECT_NE(stanzas.find("zone \"example.org\""), stanzas.npos);
    EXPECT_EQ(stanzas.find("gone.example"), stanzas.npos);
    const RRsets old{imaps("example.com", "a.example.net.")};
    said(files, {plan(files, "example.com", {}, old)});
    EXPECT_EQ(file("named.conf.fingerpost").find("zone \"example.com\""), std::string::npos);
}

TEST_F(FilesTargetTest, makes_the_name_server_read_once_and_only_after_a_change) {
    const auto marks = scratch_ / "marks";
    settings_.reload = {"/bin/sh", "-c", "echo read >> " + marks.string()};
    auto files = target();
    const RRsets a{imaps("a.example", "x.example.net.")}, b{imaps("b.example", "x.example.net.")};
    const std::vector<DomainPlan> plans{plan(files, "a.example", a), plan(files, "b.example", b)};
    EXPECT_EQ(said(files, plans), "applied;applied;");
    EXPECT_EQ(test::read_file(marks), "read\n");
    EXPECT_EQ(said(files, plans), "applied;applied;");
    EXPECT_EQ(test::read_file(marks), "read\n");
}

TEST_F(FilesTargetTest, tells_when_the_name_server_was_not_made_to_read) {
    settings_.reload = {"/bin/sh", "-c", "echo no such zone; exit 1"};
    auto files = target();
    const auto told =
        said(files, {plan(files, "a.example", {imaps("a.example", "x.example.net.")})});
    EXPECT_EQ(told, "ignored: written, but /bin/sh says: no such zone;");
}

TEST_F(FilesTargetTest, asks_before_it_writes) {
    settings_.to.check = [](std::string_view, const std::string& domain, std::string_view) {
        if (domain == "b.example") return Result<void>(Error{Errc::conflict, "not this one"});
        return Result<void>();
    };
    auto files = target();
    const auto told = said(
        files,
        {plan(files, "a.example", {imaps("a.example", "x.example.net.")}),
         plan(files, "b.example", {imaps("b.example", "x.example.net.")})}
    );
    EXPECT_EQ(told, "applied;refused: not this one;");
    EXPECT_FALSE(std::filesystem::exists(scratch_ / "b.example.discovery.inc"));
}

#include "support/rollover_sample.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>

namespace fingerpost::publish {
namespace {

/// Whatever happens when: no resolver ever lacks the record of a key that is in use, nor of one
/// that mail under way was signed with.
class RolloverLife : public RolloverTest, public testing::WithParamInterface<int> {
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

#include "resolve/answer_cache.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

namespace {

using std::chrono::seconds;
constexpr AnswerCache::Time start{std::chrono::hours(1)};

Answer with_ttl(std::uint32_t ttl) {
    Answer answer;
    answer.outcome = Outcome::found;
    answer.records.push_back({"example.com", Type::a, ttl, std::string("192.0.2.1")});
    return answer;
}

Query about(const std::string& name) {
    return {name, Type::a};
}

} // namespace

TEST(AnswerCache, keeps_an_answer_for_its_ttl_and_never_longer_than_it_may) {
    AnswerCache cache(10, seconds(300));
    cache.keep(about("short"), with_ttl(60), start);
    cache.keep(about("long"), with_ttl(86400), start);
    EXPECT_NE(cache.find(about("short"), start + seconds(59)), nullptr);
    EXPECT_EQ(cache.find(about("short"), start + seconds(60)), nullptr);
    EXPECT_NE(cache.find(about("long"), start + seconds(299)), nullptr);
    EXPECT_EQ(cache.find(about("long"), start + seconds(300)), nullptr);
}

TEST(AnswerCache, counts_the_aliases_on_the_way) {
    AnswerCache cache(10, seconds(300));
    auto answer = with_ttl(200);
    answer.chain.push_back({"www.example.com", Type::cname, 5, std::string("example.com")});
    cache.keep(about("www.example.com"), answer, start);
    EXPECT_EQ(cache.find(about("www.example.com"), start + seconds(6)), nullptr);
}

TEST(AnswerCache, keeps_that_there_is_nothing_as_long_as_the_soa_says) {
    AnswerCache cache(10, seconds(300));
    Answer nothing;
    nothing.outcome = Outcome::no_such_name;
    cache.keep(about("without.soa"), nothing, start);
    EXPECT_EQ(cache.find(about("without.soa"), start), nullptr);
    nothing.negative_ttl = 30;
    cache.keep(about("with.soa"), nothing, start);
    EXPECT_NE(cache.find(about("with.soa"), start + seconds(29)), nullptr);
    EXPECT_EQ(cache.find(about("with.soa"), start + seconds(30)), nullptr);
}

TEST(AnswerCache, does_not_keep_what_is_not_known) {
    AnswerCache cache(10, seconds(300));
    cache.keep(about("a"), unknown(Failure::timeout, "timed out"), start);
    EXPECT_EQ(cache.find(about("a"), start), nullptr);
}

TEST(AnswerCache, tells_vantages_and_manners_apart) {
    AnswerCache cache(10, seconds(300));
    cache.keep(about("a"), with_ttl(60), start);
    auto other = about("a");
    other.vantage = {Vantage::Kind::authoritative, "192.0.2.53"};
    EXPECT_EQ(cache.find(other, start), nullptr);
    other = about("a");
    other.signatures = true;
    EXPECT_EQ(cache.find(other, start), nullptr);
}

TEST(AnswerCache, forgets_what_was_asked_for_least_recently) {
    AnswerCache cache(2, seconds(300));
    cache.keep(about("a"), with_ttl(60), start);
    cache.keep(about("b"), with_ttl(60), start);
    EXPECT_NE(cache.find(about("a"), start), nullptr);
    cache.keep(about("c"), with_ttl(60), start);
    EXPECT_NE(cache.find(about("a"), start), nullptr);
    EXPECT_EQ(cache.find(about("b"), start), nullptr);
    EXPECT_NE(cache.find(about("c"), start), nullptr);
}

} // namespace fingerpost::resolve

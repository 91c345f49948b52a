#include "check/collector.hpp"

#include "support/await.hpp"
#include "support/evidence.hpp"
#include "support/sample.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::check {

namespace {

/// The network: a World, and who was asked.
class Net final : public resolve::NameServers, public http::Client, public probe::Visitor {
public:
    test::World world;
    std::vector<std::string> asked;
    mutable std::vector<http::Call> calls;
    mutable std::vector<probe::Endpoint> visits;

    boost::asio::awaitable<resolve::Answer> ask(resolve::Query query) override {
        asked.push_back(std::string(resolve::name(query.type)) + ' ' + query.name);
        co_return world.answer(query);
    }
    boost::asio::awaitable<Result<http::Reply>> fetch(http::Call call) const override {
        calls.push_back(call);
        PageQuery query;
        query.url = call.url.str();
        co_return world.answer(query);
    }
    boost::asio::awaitable<probe::Visit> visit(probe::Endpoint endpoint) const override {
        visits.push_back(endpoint);
        co_return world.answer(endpoint);
    }
};

constexpr std::array checks{
    Check{"page", Severity::error, "RFC 9110", "", "", "", ""},
    Check{"visit", Severity::error, "RFC 9051", "", "", "", ""}};

/// Fetches a page of each of three hosts and visits each at its addresses.
void judge_hosts(const Subject&, Evidence& evidence, Findings& findings) {
    for (const auto* host : {"www.example.com", "imap.example.net", "internal.example.org"}) {
        const auto& page = evidence.page("https://" + std::string(host) + "/");
        findings.add(checks[0], Verdict::wrong, host).found = page ? "page" : page.error().what;
        for (const auto& address : evidence.addresses(host)) {
            const probe::Endpoint endpoint{
                probe::Dialogue::imap, probe::Protection::tls, host, address, 993};
            findings.add(checks[1], Verdict::wrong, address).found = evidence.visit(endpoint).what;
        }
    }
}

constexpr Family hosts{"hosts", "Hosts", checks, judge_hosts};

class CollectorTest : public testing::Test {
protected:
    CollectorTest() {
        net.world.add("www.example.com. 60 A 192.0.2.1");
        net.world.add("www.example.com. 60 A 10.0.0.1");
        net.world.add("imap.example.net. 60 A 127.0.0.1");
        net.world.add("internal.example.org. 60 A 192.0.2.66");
        net.world.page("https://www.example.com/", 200, "text/plain", "hello");
    }

    Findings judge(CollectorSettings settings) {
        Collector collector(net, net, net, std::move(settings));
        std::vector<const Family*> families{&hosts};
        return test::await(collector.judge(subject, families));
    }

    Net net;
    Offer offer = test::mail_offer(); // imap.example.net is one of its servers
    zone::HostSettings host;
    zone::Records desired;
    Circumstances circumstances;
    std::map<std::string, std::string> memory;
    Subject subject{"example.com", offer, host, desired, circumstances, nullptr, memory};
};

} // namespace

TEST_F(CollectorTest, only_public_addresses_of_hosts_of_the_catalog_are_visited) {
    const auto findings = judge({});
    ASSERT_EQ(net.calls.size(), 1U);
    EXPECT_EQ(net.calls[0].url.host, "www.example.com");
    EXPECT_EQ(net.calls[0].peer.addresses, std::vector<std::string>{"192.0.2.1"});
    ASSERT_EQ(net.visits.size(), 1U);
    EXPECT_EQ(net.visits[0].address, "192.0.2.1");
    std::size_t refused = 0;
    for (const auto& finding : findings.all())
        refused += finding.found.find("check_allow") != std::string::npos ? 1U : 0U;
    EXPECT_EQ(refused, 5U) << "10.0.0.1, 127.0.0.1 twice, the stranger's host twice";
}

TEST_F(CollectorTest, what_the_operator_allows_is_visited_but_no_stranger) {
    CollectorSettings settings;
    settings.allowed = *AllowedNetworks::parse({"127.0.0.0/8"});
    judge(std::move(settings));
    ASSERT_EQ(net.visits.size(), 2U);
    for (const auto& visit : net.visits)
        EXPECT_NE(visit.host, "internal.example.org");
}

TEST_F(CollectorTest, pages_may_be_asked_for_at_one_place_with_their_own_host) {
    CollectorSettings settings;
    settings.via = *http::parse_url("http://127.0.0.1:4243");
    judge(std::move(settings));
    ASSERT_EQ(net.calls.size(), 2U);
    for (const auto& call : net.calls) {
        EXPECT_EQ(call.peer.addresses, std::vector<std::string>{"127.0.0.1"});
        EXPECT_EQ(call.peer.port, 4243);
        EXPECT_FALSE(call.peer.tls);
        EXPECT_NE(call.url.host, "127.0.0.1");
    }
}

TEST_F(CollectorTest, no_question_is_asked_twice) {
    judge({});
    auto sorted = net.asked;
    std::sort(sorted.begin(), sorted.end());
    EXPECT_EQ(std::adjacent_find(sorted.begin(), sorted.end()), sorted.end());
}

} // namespace fingerpost::check

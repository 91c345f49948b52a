// Our way to c-ares against a name server on loopback that does as it is told.

#include "resolve/cares.hpp"

#include "base/text.hpp"
#include "support/odd_name_server.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

namespace {

namespace asio = boost::asio;
using std::chrono::milliseconds;
using test::Heard;
using test::wire_answer;
using test::wire_name;
using test::wire_srv;
using test::with_opt;

const std::string imaps = "_imaps._tcp.example.com";

std::string imap_server(const Heard&) {
    return wire_answer(
        imaps, Type::srv, {{imaps, Type::srv, wire_srv(0, 1, 993, "i.example.com")}}
    );
}

std::string with_flags(unsigned flags) {
    return wire_answer(imaps, Type::srv, {}, flags);
}

std::string refused(const Heard& heard) {
    return heard.echo(0x8405);
}

class CaresTest : public testing::Test {
protected:
    void open(NameServersSettings settings = {}) {
        settings.servers = {server_.address()};
        auto made = make_name_servers(context_, std::move(settings));
        ASSERT_TRUE(made);
        servers_ = std::move(*made);
    }

    Vantage zone_server() const { return {Vantage::Kind::authoritative, server_.address()}; }

    void start(Query query) {
        const auto number = answers_.size();
        answers_.emplace_back();
        asio::co_spawn(
            context_,
            servers_->ask(std::move(query)),
            [this, number](const std::exception_ptr& failed, Answer answer) {
                EXPECT_FALSE(failed);
                answers_[number] = std::move(answer);
                ++answered_;
            }
        );
    }

    std::vector<Answer> finish() {
        while (answered_ < answers_.size())
            context_.run_one();
        answered_ = 0;
        return std::exchange(answers_, {});
    }

    Answer ask(Query query) {
        if (!servers_) open();
        start(std::move(query));
        return finish().at(0);
    }
    Answer ask(Vantage vantage = {}) { return ask(Query{imaps, Type::srv, std::move(vantage)}); }

    asio::io_context context_;
    test::OddNameServer server_{context_, imap_server};
    std::unique_ptr<NameServers> servers_;
    std::vector<Answer> answers_;
    std::size_t answered_ = 0;
};

} // namespace

TEST_F(CaresTest, an_answer_arrives) {
    const auto answer = ask();
    ASSERT_EQ(answer.outcome, Outcome::found) << answer.what;
    EXPECT_EQ(all<Srv>(answer).at(0).target, "i.example.com");
    EXPECT_FALSE(answer.over_tcp);
    EXPECT_EQ(server_.heard().size(), 1U);
}

TEST_F(CaresTest, a_lost_answer_is_asked_for_again) {
    server_.reply([](const Heard& heard) { return heard.before == 0 ? "" : imap_server(heard); });
    NameServersSettings settings;
    settings.budget = milliseconds(1400);
    open(settings);
    EXPECT_EQ(ask().outcome, Outcome::found);
    EXPECT_EQ(server_.heard().size(), 2U);
}

TEST_F(CaresTest, silence_is_unknown_within_the_budget) {
    server_.reply({});
    NameServersSettings settings;
    settings.budget = milliseconds(300);
    open(settings);
    const auto began = std::chrono::steady_clock::now();
    const auto answer = ask();
    EXPECT_EQ(answer.outcome, Outcome::unknown);
    EXPECT_EQ(answer.failure, Failure::timeout) << answer.what;
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
}

TEST_F(CaresTest, a_late_answer_is_no_answer_and_disturbs_nobody) {
    server_.delay(milliseconds(500));
    NameServersSettings settings;
    settings.budget = milliseconds(300);
    open(settings);
    EXPECT_EQ(ask().failure, Failure::timeout);
    server_.delay(milliseconds(0));
    EXPECT_EQ(ask().outcome, Outcome::found);
}

TEST_F(CaresTest, an_answer_with_a_wrong_identity_or_question_is_not_taken) {
    NameServersSettings settings;
    settings.budget = milliseconds(300);
    open(settings);
    server_.reply([](const Heard&) {
        return wire_answer(
            "evil.test", Type::srv, {{"evil.test", Type::srv, wire_srv(0, 1, 1, "e")}}
        );
    });
    EXPECT_EQ(ask().failure, Failure::timeout);
    server_.reply(imap_server);
    server_.keep_identities(); // 0, which the kernel gives once in 65,536 times
    EXPECT_EQ(ask().failure, Failure::timeout);
}

TEST_F(CaresTest, what_is_there_and_what_is_not_known_are_told_apart) {
    const std::pair<std::string, Failure> cases[] = {
        {with_flags(0x8405), Failure::refused},
        {with_flags(0x8402), Failure::servfail},
        {with_flags(0x8404), Failure::other},
        {with_flags(0x8000), Failure::lame},
        {wire_answer(imaps, Type::srv, {{"evil.test", Type::srv, wire_srv(0, 1, 1, "e")}}),
         Failure::malformed},
        {wire_answer(imaps, Type::srv, {{imaps, Type::cname, wire_name(imaps)}}),
         Failure::malformed},
        {wire_answer(imaps, Type::srv, {{imaps, Type::srv, "cut"}}), Failure::malformed}};
    for (const auto& [message, failure] : cases) {
        server_.reply([reply = message](const Heard&) { return reply; });
        const auto answer = ask(zone_server());
        EXPECT_EQ(answer.outcome, Outcome::unknown);
        EXPECT_EQ(answer.failure, failure) << answer.what;
        EXPECT_EQ(answer.server, server_.address());
    }
    server_.reply([](const Heard&) { return with_flags(0x8403); });
    EXPECT_EQ(ask(zone_server()).outcome, Outcome::no_such_name);
    server_.reply([](const Heard&) { return with_flags(0x8400); });
    EXPECT_EQ(ask(zone_server()).outcome, Outcome::no_data);
}

TEST_F(CaresTest, an_alias_without_records_behind_it_is_no_data) {
    server_.reply([](const Heard&) {
        return wire_answer(imaps, Type::srv, {{imaps, Type::cname, wire_name("a.example.net")}});
    });
    const auto answer = ask();
    EXPECT_EQ(answer.outcome, Outcome::no_data);
    EXPECT_EQ(answer.aliases, std::vector<std::string>{"a.example.net"});
}

TEST_F(CaresTest, a_truncated_answer_is_asked_for_over_tcp) {
    server_.reply([](const Heard& heard) {
        return heard.tcp ? imap_server(heard) : with_flags(0x8600);
    });
    const auto answer = ask();
    EXPECT_EQ(answer.outcome, Outcome::found) << answer.what;
    EXPECT_TRUE(answer.over_tcp);
}

TEST_F(CaresTest, a_truncated_answer_without_tcp_is_unknown_and_told_as_such) {
    server_.reply([](const Heard&) { return with_flags(0x8600); });
    server_.close_tcp();
    const auto vantage = Vantage{Vantage::Kind::authoritative, server_.address()};
    const auto answer = ask(vantage);
    EXPECT_EQ(answer.failure, Failure::unreachable);
    EXPECT_TRUE(answer.over_tcp);
    EXPECT_NE(answer.what.find("TCP does not answer"), std::string::npos) << answer.what;
}

TEST_F(CaresTest, a_server_that_knows_no_edns_is_asked_without_and_other_servers_still_with) {
    const auto old = [](const Heard& heard) {
        return heard.extended() ? heard.echo(0x8001) : refused(heard); // RFC 6891 §7
    };
    server_.reply(old);
    open();
    for (int i = 0; i < 40; ++i) // more than the window: some are on their way when it is found out
        start({"n" + std::to_string(i) + ".example.com", Type::srv, zone_server()});
    for (const auto& answer : finish())
        EXPECT_EQ(answer.failure, Failure::refused) << answer.what;
    server_.forget();
    ask(zone_server());
    ASSERT_EQ(server_.heard().size(), 1U);
    EXPECT_FALSE(server_.heard()[0].extended());
    test::OddNameServer modern(context_, [](const Heard& heard) {
        return with_opt(imap_server(heard));
    });
    ask(Vantage{Vantage::Kind::authoritative, modern.address()});
    ASSERT_EQ(modern.heard().size(), 1U);
    EXPECT_TRUE(modern.heard()[0].extended());
}

TEST_F(CaresTest, a_servfail_is_put_down_to_dnssec_only_if_there_is_an_answer_without_it) {
    const auto error = test::wire_extended_error(9, "no key");
    server_.reply([&](const Heard& heard) {
        return heard.checking_disabled() ? with_opt(imap_server(heard))
                                         : with_opt(with_flags(0x8082), error);
    });
    const auto bogus = ask();
    EXPECT_EQ(bogus.failure, Failure::bogus) << bogus.what;
    EXPECT_EQ(bogus.explained, "DNSKEY Missing: no key");
    EXPECT_TRUE(bogus.records.empty());
    server_.reply([](const Heard&) { return with_opt(with_flags(0x8082)); });
    EXPECT_EQ(ask().failure, Failure::servfail);
    server_.forget();
    EXPECT_EQ(ask(zone_server()).failure, Failure::servfail);
    EXPECT_EQ(server_.heard().size(), 1U) << "no server of a zone checks DNSSEC";
}

TEST_F(CaresTest, a_resolver_that_failed_by_chance_is_not_called_bogus) {
    server_.reply([](const Heard& heard) {
        return heard.before == 0 ? with_opt(with_flags(0x8082)) : with_opt(imap_server(heard));
    });
    EXPECT_EQ(ask().outcome, Outcome::found);
}

TEST_F(CaresTest, ad_counts_from_the_resolver_and_never_from_a_server_of_the_zone) {
    server_.reply([](const Heard& heard) { return imap_server(heard).replace(2, 2, "\x84\xA0"); });
    EXPECT_TRUE(ask().authentic);
    EXPECT_TRUE(ask(Vantage{Vantage::Kind::other, server_.address()}).authentic) << "on loopback";
    EXPECT_FALSE(ask(zone_server()).authentic);
}

TEST_F(CaresTest, mixed_case_is_sent_and_compared) {
    server_.reply([](const Heard& heard) {
        auto reply = imap_server(heard);
        return reply.replace(12, heard.name().size(), heard.name());
    });
    const Query query{imaps, Type::srv, zone_server(), true};
    EXPECT_TRUE(ask(query).question_case);
    EXPECT_NE(server_.heard()[0].name(), ascii_lower(server_.heard()[0].name()));
    server_.reply(imap_server);
    open(); // forgets the answer
    EXPECT_FALSE(ask(query).question_case);
    EXPECT_EQ(ask(query).outcome, Outcome::found);
}

TEST_F(CaresTest, who_asks_the_same_shares_one_question_and_later_its_answer) {
    open();
    for (int i = 0; i < 100; ++i)
        start({imaps, Type::srv});
    start({"_IMAPS._tcp.example.com.", Type::srv});
    for (const auto& answer : finish())
        EXPECT_EQ(answer.outcome, Outcome::found);
    ask();
    EXPECT_EQ(server_.heard().size(), 1U);
    ask(zone_server());
    EXPECT_EQ(server_.heard().size(), 2U) << "another vantage is another question";
}

TEST_F(CaresTest, what_is_not_known_is_asked_again) {
    server_.reply([](const Heard&) { return with_flags(0x8405); });
    ask(zone_server());
    server_.reply(imap_server);
    EXPECT_EQ(ask(zone_server()).outcome, Outcome::found);
}

TEST_F(CaresTest, a_server_gets_no_more_questions_a_second_than_it_may) {
    NameServersSettings settings;
    settings.authoritative_rate = 100;
    open(settings);
    server_.reply(refused);
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 60; ++i)
        start({"n" + std::to_string(i) + ".example.com", Type::srv, zone_server()});
    finish();
    EXPECT_EQ(server_.heard().size(), 60U);
    // a tenth of a second's worth and one more go at once
    EXPECT_GE(std::chrono::steady_clock::now() - began, milliseconds((60 - 11) * 10 - 20));
}

TEST_F(CaresTest, all_servers_together_get_no_more_than_they_may) {
    NameServersSettings settings;
    settings.total_rate = 100;
    open(settings);
    server_.reply(refused);
    test::OddNameServer other(context_, refused);
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 30; ++i) {
        const auto name = "n" + std::to_string(i) + ".example.com";
        start({name, Type::srv, zone_server()});
        start({name, Type::srv, {Vantage::Kind::authoritative, other.address()}});
    }
    finish();
    EXPECT_GE(std::chrono::steady_clock::now() - began, milliseconds((60 - 11) * 10 - 20));
}

TEST_F(CaresTest, a_server_that_is_silent_is_left_alone_and_nobody_waits_for_it) {
    server_.reply({});
    NameServersSettings settings;
    settings.budget = milliseconds(350);
    open(settings);
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < 500; ++i)
        start({"n" + std::to_string(i) + ".example.com", Type::srv, zone_server()});
    for (const auto& answer : finish())
        EXPECT_EQ(answer.failure, Failure::timeout);
    EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(3));
}

TEST_F(CaresTest, a_resolver_that_cannot_find_out_about_one_domain_is_asked_about_others) {
    server_.reply([](const Heard& heard) {
        return heard.name().find("dead") == std::string::npos ? imap_server(heard) : std::string();
    });
    NameServersSettings settings;
    settings.budget = milliseconds(350);
    open(settings);
    EXPECT_EQ(ask(Query{imaps, Type::srv}).outcome, Outcome::found);
    for (int i = 0; i < 40; ++i)
        start({"n" + std::to_string(i) + ".dead.example", Type::srv});
    for (const auto& answer : finish())
        EXPECT_EQ(answer.failure, Failure::timeout);
    const auto other = ask(Query{imaps, Type::srv, {}, false, true}); // not the one that is kept
    EXPECT_EQ(other.outcome, Outcome::found) << other.what;
}

TEST_F(CaresTest, who_still_asks_at_the_end_gets_an_unknown_answer) {
    server_.reply({});
    open();
    for (int i = 0; i < 100; ++i) // more than the window
        start({"n" + std::to_string(i % 60) + ".example.com", Type::srv});
    context_.poll();
    servers_.reset();
    for (const auto& answer : finish())
        EXPECT_EQ(answer.outcome, Outcome::unknown);
}

TEST_F(CaresTest, a_name_or_server_that_is_none_is_not_asked) {
    EXPECT_EQ(
        ask(Query{std::string(70, 'a') + ".example.com", Type::srv}).failure, Failure::malformed
    );
    EXPECT_EQ(ask(Vantage{Vantage::Kind::other, "ns.example.com"}).failure, Failure::other);
    EXPECT_TRUE(server_.heard().empty());
    NameServersSettings settings;
    settings.servers = {"ns.example.com"};
    const auto made = make_name_servers(context_, settings);
    ASSERT_FALSE(made);
    EXPECT_NE(made.error().what.find("ns.example.com"), std::string::npos);
}

TEST_F(CaresTest, a_dead_server_is_unreachable) {
    asio::ip::udp::socket closed(context_, {asio::ip::address_v4::loopback(), 0});
    const auto dead = "127.0.0.1:" + std::to_string(closed.local_endpoint().port());
    closed.close();
    const auto answer = ask(Vantage{Vantage::Kind::authoritative, dead});
    EXPECT_EQ(answer.failure, Failure::unreachable) << answer.what;
}

TEST_F(CaresTest, the_plain_resolver_asks_in_the_same_way) {
    auto made = make_cares_resolver(context_, {{server_.address()}});
    ASSERT_TRUE(made);
    Answer kept;
    asio::co_spawn(
        context_,
        (*made)->ask(imaps, Type::srv),
        [&](const std::exception_ptr&, Answer answer) {
            kept = std::move(answer);
            context_.stop();
        }
    );
    context_.run();
    EXPECT_EQ(kept.outcome, Outcome::found) << kept.what;
}

} // namespace fingerpost::resolve

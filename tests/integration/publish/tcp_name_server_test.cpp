// Connections to name servers that do as they are told, and to a real one.

#include "publish/tcp_name_server.hpp"

#include "base/together.hpp"
#include "publish/push.hpp"
#include "support/fake_name_server.hpp"
#include "support/update_zone.hpp"
#include "zone/tsig.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::publish;
using namespace std::chrono_literals;
using test::FakeNameServer;
using Replies = std::optional<std::vector<std::string>>;

namespace {

std::string query(const std::string& name = "example.com.") {
    return zone::write_query(0, {name, "SOA"}).value();
}

std::string answer_to(const std::string& message, zone::Rcode rcode = zone::Rcode::no_error) {
    return zone::write_answer(zone::read_message(message).value(), {rcode, true}).value();
}

class Talk {
public:
    explicit Talk(FakeNameServer::Reply reply) : fake(context, std::move(reply)) {
        settings.address = "127.0.0.1";
        settings.port = fake.port();
        settings.budget = 300ms;
    }

    /// "NOERROR", or why there is no answer.
    std::string ask(const std::string& message = query()) {
        if (!server) server = make_tcp_name_server(context.get_executor(), settings).value();
        const auto answer = test::await(context, server->ask(message));
        return answer ? zone::name(answer->rcode) : answer.error().what;
    }

    boost::asio::io_context context;
    FakeNameServer fake;
    NameServerSettings settings;
    std::unique_ptr<NameServer> server;
};

bool ends(const std::string& text, const std::string& end) {
    return text.ends_with(end) || (ADD_FAILURE() << text, false);
}

} // namespace

TEST(TcpNameServer, many_questions_share_a_connection_and_are_answered_in_any_order) {
    std::vector<std::string> held;
    Talk talk([&](const std::string& message) -> Replies {
        held.push_back(answer_to(message));
        if (held.size() < 8) return std::vector<std::string>{};
        return std::vector<std::string>(held.rbegin(), held.rend());
    });
    talk.settings.window = 8;
    talk.server = make_tcp_name_server(talk.context.get_executor(), talk.settings).value();
    int answered = 0;
    const auto one = [&](std::size_t i) -> boost::asio::awaitable<void> {
        const auto name = "n" + std::to_string(i) + ".example.com.";
        const auto answer = co_await talk.server->ask(query(name));
        if (answer && answer->question->name == name) ++answered;
    };
    const auto all = [&]() -> boost::asio::awaitable<int> {
        co_await together(8, 8, one);
        co_return answered;
    };
    EXPECT_EQ(test::await(talk.context, all()), 8);
    EXPECT_EQ(talk.fake.connections, 1);
}

TEST(TcpNameServer, no_more_than_the_window_are_on_their_way) {
    int open = 0, most = 0;
    std::vector<std::string> held;
    Talk talk([&](const std::string& message) -> Replies {
        most = std::max(most, ++open);
        held.push_back(answer_to(message));
        if (held.size() < 2) return std::vector<std::string>{};
        open = 0;
        return std::exchange(held, {});
    });
    talk.settings.window = 2;
    talk.server = make_tcp_name_server(talk.context.get_executor(), talk.settings).value();
    const auto one = [&](std::size_t) -> boost::asio::awaitable<void> {
        const auto answer = co_await talk.server->ask(query());
        EXPECT_TRUE(answer);
    };
    const auto all = [&]() -> boost::asio::awaitable<bool> {
        co_await together(10, 10, one);
        co_return true;
    };
    test::await(talk.context, all());
    EXPECT_EQ(most, 2);
}

TEST(TcpNameServer, a_server_that_hangs_up_is_connected_to_again) {
    int asked = 0;
    Talk talk([&](const std::string& message) -> Replies {
        if (++asked == 1) return std::nullopt;
        return std::vector{answer_to(message)};
    });
    EXPECT_NE(talk.ask().find("the connection is lost"), std::string::npos);
    EXPECT_EQ(talk.ask(), "NOERROR");
    EXPECT_EQ(talk.fake.connections, 2);
}

TEST(TcpNameServer, silence_ends_with_the_budget_and_the_connection) {
    int asked = 0;
    Talk talk([&](const std::string& message) -> Replies {
        if (++asked == 1) return std::vector<std::string>{};
        return std::vector{answer_to(message)};
    });
    EXPECT_TRUE(ends(talk.ask(), "timed out"));
    EXPECT_EQ(talk.ask(), "NOERROR");
    EXPECT_EQ(talk.fake.connections, 2);
}

TEST(TcpNameServer, an_answer_of_another_id_is_not_waited_for) {
    Talk talk([&](const std::string& message) -> Replies {
        auto other = answer_to(message);
        other[0] = static_cast<char>(other[0] ^ 1);
        return std::vector{other, answer_to(message, zone::Rcode::refused)};
    });
    EXPECT_EQ(talk.ask(), "REFUSED");
}

TEST(TcpNameServer, garbage_and_answers_to_other_questions_are_no_answers) {
    std::string reply;
    Talk talk([&](const std::string& message) -> Replies {
        return std::vector{message.substr(0, 2) + reply.substr(2)};
    });
    reply = "xxgarbage of some length";
    EXPECT_TRUE(ends(talk.ask(), "what it sent is no answer to the question"));
    reply = answer_to(query("example.net."));
    EXPECT_TRUE(ends(talk.ask(), "what it sent is no answer to the question"));
    reply = query();
    EXPECT_TRUE(ends(talk.ask(), "what it sent is no answer to the question"));
}

TEST(TcpNameServer, with_a_key_only_signed_answers_count) {
    bool sign = false;
    constexpr std::int64_t now = 1'700'000'000;
    Talk talk([&](const std::string& message) -> Replies {
        const auto request = zone::check_request(message, {&test::update_key, 1}, now);
        EXPECT_TRUE(request && request->valid());
        auto answer = answer_to(message);
        if (sign) answer = zone::AnswerSigner(*request).sign(std::move(answer), now);
        return std::vector{std::move(answer)};
    });
    talk.settings.key = test::update_key;
    talk.settings.now = [] { return now; };
    EXPECT_TRUE(ends(talk.ask(), "is not signed; does the name server know key update."));
    sign = true;
    EXPECT_EQ(talk.ask(), "NOERROR");
}

TEST(TcpNameServer, an_update_whose_answer_is_lost_is_looked_for_before_it_is_sent_again) {
    FINGERPOST_NEEDS_BIND();
    test::UpdateZone zone("");
    ASSERT_TRUE(zone.is_ready) << zone.named->log();
    bool lost = false;
    // passes on to BIND, but loses the first answer to an update
    const auto direct = zone.server_with(test::update_key);
    class Losing final : public NameServer {
    public:
        Losing(NameServer& to, bool& lost) : to_(to), lost_(lost) {}
        boost::asio::awaitable<Result<zone::Message>> ask(std::string message) override {
            const bool is_update = (message[2] & 0x78) == 0x28;
            auto answer = co_await to_.ask(std::move(message));
            if (is_update && !std::exchange(lost_, true))
                co_return Error{Errc::upstream, "the connection is lost"};
            co_return answer;
        }
        std::string name() const override { return "losing"; }

    private:
        NameServer& to_;
        bool& lost_;
    } losing(*direct, lost);
    PushSettings settings;
    settings.first_pause = 1ms;
    const std::vector<DomainChanges> domains{
        {"example.com", {test::create(test::rrset("a.example.com.", "A", {"192.0.2.1"}))}}};
    const auto results = test::await(zone.context, push(losing, "example.com.", domains, settings));
    EXPECT_EQ(name(results[0].status), "applied") << results[0].why;
    EXPECT_TRUE(lost);
}

TEST(TcpNameServer, a_server_that_is_gone_leaves_an_update_unknown) {
    boost::asio::io_context context;
    const auto port = static_cast<std::uint16_t>(test::free_port());
    const auto server = make_tcp_name_server(context.get_executor(), {"127.0.0.1", port}).value();
    PushSettings settings;
    settings.first_pause = 1ms;
    const std::vector<DomainChanges> domains{
        {"example.com", {test::create(test::rrset("a.example.com.", "A", {"192.0.2.1"}))}}};
    const auto results = test::await(context, push(*server, "example.com.", domains, settings));
    EXPECT_EQ(name(results[0].status), "unknown");
    EXPECT_NE(results[0].why.find("Connection refused"), std::string::npos) << results[0].why;
}

TEST(TcpNameServer, addresses_are_read_with_and_without_ports) {
    const auto read = [](const char* text) {
        const auto settings = parse_name_server(text);
        return settings ? settings->address + " " + std::to_string(settings->port)
                        : std::string("refused");
    };
    EXPECT_EQ(read("192.0.2.53"), "192.0.2.53 53");
    EXPECT_EQ(read("192.0.2.53:5300"), "192.0.2.53 5300");
    EXPECT_EQ(read("2001:db8::53"), "2001:db8::53 53");
    EXPECT_EQ(read("[2001:db8::53]"), "2001:db8::53 53");
    EXPECT_EQ(read("[2001:db8::53]:5300"), "2001:db8::53 5300");
    for (const char* wrong :
         {"", "ns1.example.com", "192.0.2.53:0", "192.0.2.53:x", "[::1", "[::1]5"})
        EXPECT_EQ(read(wrong), "refused") << wrong;
}

#include "primary/primary.hpp"

#include "primary/notifier.hpp"
#include "primary/server.hpp"
#include "support/primary_sample.hpp"
#include "zone/octets.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <gtest/gtest.h>
#include <sys/socket.h>

namespace fingerpost::primary {
namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using asio::ip::udp;
using namespace std::chrono_literals;

const auto loopback = asio::ip::make_address("127.0.0.1");

bool eventually(const std::function<bool()>& condition) {
    const auto deadline = std::chrono::steady_clock::now() + 5s;
    while (!condition() && std::chrono::steady_clock::now() < deadline)
        std::this_thread::sleep_for(5ms);
    return condition();
}

/// A secondary that speaks as the tests want it to. It waits two seconds for anything.
template <class Socket>
void be_patient(Socket& socket) {
    const timeval two_seconds{2, 0};
    ::setsockopt(socket.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &two_seconds, sizeof two_seconds);
}

class Peer {
public:
    explicit Peer(const Endpoint& server) {
        socket_.open(tcp::v4());
        socket_.set_option(tcp::socket::receive_buffer_size(64 * 1024));
        socket_.connect({server.address(), server.port()});
        be_patient(socket_);
    }

    static std::string framed(const std::string& message) {
        std::string octets;
        zone::append_octets(octets, message.size(), 2);
        return octets + message;
    }
    void send_octets(const std::string& octets) { asio::write(socket_, asio::buffer(octets)); }
    void send(const std::string& message) { send_octets(framed(message)); }
    void half_close() { socket_.shutdown(tcp::socket::shutdown_send); }

    /// "" when the server has closed.
    std::string receive() {
        boost::system::error_code error;
        std::array<char, 2> size{};
        read_whole(size.data(), size.size(), error);
        if (error) return {};
        const std::string_view octets(size.data(), size.size());
        std::string message(zone::Cursor(octets).number<std::uint16_t>(), '\0');
        read_whole(message.data(), message.size(), error);
        return error ? std::string() : message;
    }
    bool is_closed() { return receive().empty(); }

private:
    /// asio's own reads would wait again when the time is over.
    void read_whole(char* into, std::size_t size, boost::system::error_code& error) {
        while (size > 0) {
            const auto got = ::recv(socket_.native_handle(), into, size, 0);
            if (got <= 0) {
                error = asio::error::eof;
                return;
            }
            into += got;
            size -= static_cast<std::size_t>(got);
        }
    }

    asio::io_context context_;
    tcp::socket socket_{context_};
};

/// Where a secondary is told of changes.
class Ear {
public:
    Ear() : socket_(context_, udp::endpoint(loopback, 0)) { be_patient(socket_); }

    Endpoint endpoint() const { return socket_.local_endpoint(); }

    /// The zone that a NOTIFY is about; "" when none comes.
    std::string hear(bool answer, zone::Rcode rcode = zone::Rcode::no_error) {
        std::array<char, 4096> octets{};
        sockaddr_in from{};
        socklen_t size = sizeof from;
        auto* address = reinterpret_cast<sockaddr*>(&from);
        const auto got =
            ::recvfrom(socket_.native_handle(), octets.data(), octets.size(), 0, address, &size);
        if (got <= 0) return {};
        heard_.assign(octets.data(), static_cast<std::size_t>(got));
        const auto message = zone::read_message(heard_).value();
        EXPECT_EQ(message.opcode, zone::Opcode::notify);
        EXPECT_TRUE(message.authoritative);
        const auto reply = zone::write_answer(message, {rcode}).value();
        if (answer) ::sendto(socket_.native_handle(), reply.data(), reply.size(), 0, address, size);
        return message.question->name;
    }
    const std::string& heard() const { return heard_; }

private:
    asio::io_context context_;
    udp::socket socket_;
    std::string heard_;
};

Limits hasty() {
    Limits limits;
    limits.connections = 8;
    limits.strangers = 2;
    limits.idle_time = 300ms;
    limits.request_time = 200ms;
    limits.write_time = 300ms;
    limits.notify_retry = 30ms;
    limits.notify_tries = 3;
    return limits;
}

class PrimaryTest : public testing::Test {
protected:
    void start(Limits limits = hasty()) {
        if (settings_.secondaries.empty()) settings_.secondaries = {{loopback, 1}};
        primary_ = std::make_unique<Primary>(catalog_, database_.url(), metrics_, limits, [] {
            return test::primary_now;
        });
        ASSERT_TRUE(primary_->listen({{loopback, 0}}));
        primary_->start(settings_);
    }
    void serve(const std::vector<std::pair<std::string, Offer>>& domains) {
        catalog_.set(test::catalog_with(domains));
    }
    Peer peer() { return Peer(primary_->bound().at(0)); }
    bool counted(const std::string& line) {
        return eventually([&] {
            return metrics_.text().find("fingerpost_dns_primary_" + line + "\n") !=
                   std::string::npos;
        });
    }
    static std::string question(const std::string& type = "SOA") {
        return test::question("example.com.", type);
    }

    test::SerialDatabase database_;
    metrics::Metrics metrics_;
    Snapshot<Catalog> catalog_{test::catalog_with({{"example.com", test::mail_offer()}})};
    Settings settings_ = test::primary_settings();
    std::unique_ptr<Primary> primary_;
};

TEST_F(PrimaryTest, pipelined_questions_are_answered_in_their_order) {
    start();
    auto peer = this->peer();
    std::string all;
    for (std::uint16_t id = 1; id <= 50; ++id)
        all += Peer::framed(test::question("example.com.", id % 2 ? "SOA" : "AXFR", id));
    peer.send_octets(all);
    for (std::uint16_t id = 1; id <= 50; ++id)
        ASSERT_EQ(zone::message_id(peer.receive()), id);
}

TEST_F(PrimaryTest, who_ends_its_own_side_still_gets_the_answer) {
    start();
    auto peer = this->peer();
    peer.send(question("AXFR"));
    peer.half_close();
    EXPECT_GT(zone::read_message(peer.receive())->answer.size(), 4U);
    EXPECT_TRUE(peer.is_closed());
}

TEST_F(PrimaryTest, who_says_nothing_or_half_of_it_is_left) {
    start();
    auto silent = peer();
    auto halting = peer();
    halting.send_octets(Peer::framed(question()).substr(0, 9));
    EXPECT_TRUE(silent.is_closed());
    EXPECT_TRUE(halting.is_closed());
    EXPECT_TRUE(counted("connections 0"));
}

TEST_F(PrimaryTest, garbage_gets_one_format_error_and_is_left) {
    start();
    auto peer = this->peer();
    peer.send(std::string(60'000, 'x'));
    EXPECT_EQ(zone::read_message(peer.receive())->rcode, zone::Rcode::format_error);
    EXPECT_TRUE(peer.is_closed());
    auto other = this->peer();
    other.send(question() + "more");
    EXPECT_EQ(zone::read_message(other.receive())->rcode, zone::Rcode::format_error);
    EXPECT_TRUE(other.is_closed());
    EXPECT_TRUE(counted("requests_total{outcome=\"invalid\",question=\"other\"} 2"));
}

TEST_F(PrimaryTest, one_that_is_refused_is_left) {
    settings_.keys = {test::transfer_key};
    start();
    auto peer = this->peer();
    peer.send(question("AXFR"));
    EXPECT_EQ(zone::read_message(peer.receive())->rcode, zone::Rcode::refused);
    EXPECT_TRUE(peer.is_closed());
    EXPECT_TRUE(counted("requests_total{outcome=\"refused\",question=\"axfr\"} 1"));
}

TEST_F(PrimaryTest, strangers_leave_room_for_secondaries) {
    start();
    std::deque<Peer> peers;
    for (int i = 0; i < 9; ++i) // one more than there may be
        peers.emplace_back(primary_->bound().at(0));
    EXPECT_TRUE(peers.back().is_closed());
    peers.clear();
    ASSERT_TRUE(counted("connections 0"));
    settings_.secondaries.clear();
    primary_->use(settings_);
    for (int i = 0; i < 3; ++i)
        peers.emplace_back(primary_->bound().at(0));
    EXPECT_TRUE(peers.back().is_closed());
}

TEST_F(PrimaryTest, a_large_zone_comes_in_signed_messages_from_one_catalog) {
    settings_.keys = {test::transfer_key};
    CatalogBuilder builder;
    const auto offer = builder.add_offer(test::mail_offer());
    for (int i = 0; i < 20'000; ++i)
        builder.set("d" + std::to_string(i) + ".test", offer);
    catalog_.set(std::move(builder).build());
    start();
    auto peer = this->peer();
    const auto asked = zone::sign_request(
        test::question("catalog.test.", "AXFR"), test::transfer_key, test::primary_now
    );
    peer.send(asked.message);
    zone::AnswerVerifier verifier(test::transfer_key, asked.mac);
    std::size_t records = 0;
    std::size_t messages = 0;
    for (std::string last; last.empty() || messages < 2 || !last.starts_with("SOA");) {
        const auto octets = peer.receive();
        ASSERT_FALSE(octets.empty());
        const auto valid = verifier.take(octets, unix_time());
        ASSERT_TRUE(valid) << valid.error().what;
        const auto message = zone::read_message(octets);
        ASSERT_TRUE(message);
        if (++messages == 1) serve({}); // what has begun ends as it began
        records += message->answer.size();
        last = message->answer.back().type;
    }
    EXPECT_EQ(records, 20'000U + 4);
    EXPECT_TRUE(verifier.complete());
}

TEST_F(PrimaryTest, a_slow_reader_is_left) {
    CatalogBuilder builder;
    const auto offer = builder.add_offer(test::mail_offer());
    for (int i = 0; i < 20'000; ++i)
        builder.set("d" + std::to_string(i) + ".test", offer);
    catalog_.set(std::move(builder).build());
    start();
    auto slow = peer();
    slow.send(test::question("catalog.test.", "AXFR"));
    EXPECT_TRUE(counted("requests_total{outcome=\"aborted\",question=\"axfr\"} 1"));
}

TEST_F(PrimaryTest, a_changed_zone_is_told_until_it_is_answered) {
    Ear ear;
    settings_.secondaries = {ear.endpoint()};
    start();
    serve({{"example.com", test::full_offer()}});
    EXPECT_EQ(ear.hear(false), "example.com.");
    EXPECT_EQ(ear.hear(true), "example.com.") << "again";
    EXPECT_TRUE(counted("notifies_total{result=\"acknowledged\"} 1"));
}

TEST_F(PrimaryTest, a_new_domain_is_told_after_the_catalog_zone) {
    Ear ear;
    settings_.secondaries = {ear.endpoint()};
    start();
    serve({{"example.com", test::mail_offer()}, {"example.net", test::mail_offer()}});
    EXPECT_EQ(ear.hear(true), "catalog.test.");
    EXPECT_EQ(ear.hear(true, zone::Rcode::refused), "example.net.");
    EXPECT_TRUE(counted("notifies_total{result=\"refused\"} 1"));
}

TEST_F(PrimaryTest, one_that_never_answers_is_given_up) {
    Ear ear;
    settings_.secondaries = {ear.endpoint()};
    start();
    serve({{"example.com", test::full_offer()}});
    for (int i = 0; i < hasty().notify_tries; ++i)
        EXPECT_EQ(ear.hear(false), "example.com.");
    EXPECT_TRUE(counted("notifies_total{result=\"unanswered\"} 1"));
}

TEST_F(PrimaryTest, too_many_changes_are_dropped_and_counted) {
    Ear ear;
    settings_.secondaries = {ear.endpoint()};
    settings_.catalog_zone.clear();
    auto limits = hasty();
    limits.notify_queue = 2;
    start(limits);
    serve(
        {{"a.test", test::mail_offer()},
         {"b.test", test::mail_offer()},
         {"c.test", test::mail_offer()}}
    );
    EXPECT_NE(ear.hear(true), "");
    EXPECT_NE(ear.hear(true), "");
    EXPECT_TRUE(counted("notifies_total{result=\"acknowledged\"} 2"));
    EXPECT_TRUE(counted("notifies_total{result=\"dropped\"} 1"));
}

TEST_F(PrimaryTest, a_notice_is_signed_where_there_are_keys) {
    Ear ear;
    settings_.secondaries = {ear.endpoint()};
    settings_.keys = {test::transfer_key};
    start();
    serve({{"example.com", test::full_offer()}});
    EXPECT_EQ(ear.hear(true), "example.com.");
    const auto signature =
        zone::check_request(ear.heard(), {&test::transfer_key, 1}, test::primary_now);
    EXPECT_TRUE(signature->valid());
    EXPECT_EQ(ear.hear(true), "example.com.") << "an unsigned answer is none";
}

TEST_F(PrimaryTest, what_changed_while_nobody_looked_is_told_at_the_start) {
    {
        SerialBook book(database_.url());
        const std::chrono::year_month_day day{std::chrono::sys_days{}};
        ASSERT_TRUE(book.serial("example.com", "of other content", day));
    }
    Ear ear;
    settings_.secondaries = {ear.endpoint()};
    start();
    EXPECT_EQ(ear.hear(true), "example.com.");
}

TEST_F(PrimaryTest, a_port_that_is_taken_is_named) {
    start();
    Primary other(catalog_, database_.url(), metrics_);
    const auto refused = other.listen(primary_->bound());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
}

} // namespace
} // namespace fingerpost::primary

// Against BIND, Knot and Unbound.

#include "resolve/cares.hpp"
#include "support/named.hpp"
#include "support/unbound.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include <filesystem>

namespace fingerpost::resolve {

namespace {

namespace asio = boost::asio;

constexpr int wanted_at_once = 1000;

/// A thousand names, SOA and what a mail domain has.
std::string zone_text() {
    std::string text = "$TTL 600\n@ SOA ns hostmaster 1 7200 900 1209600 300\n@ NS ns\n"
                       "ns A 192.0.2.53\nmail A 192.0.2.25\n_imaps._tcp SRV 0 1 993 mail\n"
                       "@ MX 10 mail\n@ TXT \"v=spf1 mx -all\"\nauto CNAME mail\n";
    for (int i = 0; i < 100; ++i)
        text += "big TXT \"" + std::string(100, 'x') + std::to_string(i) + "\"\n";
    for (int i = 0; i < wanted_at_once; ++i)
        text += "n" + std::to_string(i) + " TXT \"number " + std::to_string(i) + "\"\n";
    return text;
}

std::vector<Answer> ask_all(std::vector<Query> queries, NameServersSettings settings = {}) {
    asio::io_context context;
    const auto servers = make_name_servers(context, std::move(settings));
    EXPECT_TRUE(servers);
    std::vector<Answer> answers(queries.size());
    std::size_t answered = 0;
    for (std::size_t i = 0; i < queries.size(); ++i)
        asio::co_spawn(
            context,
            (*servers)->ask(queries[i]),
            [&, i](const std::exception_ptr&, Answer answer) {
                answers[i] = std::move(answer);
                ++answered;
            }
        );
    while (answered < queries.size())
        context.run_one();
    return answers;
}

Answer ask(const Query& query, NameServersSettings settings = {}) {
    return ask_all({query}, std::move(settings)).at(0);
}

void expect_the_zone_is_read(const std::string& server) {
    const Vantage vantage{Vantage::Kind::authoritative, server};
    const auto srv = ask({"_imaps._tcp.example.com", Type::srv, vantage});
    ASSERT_EQ(srv.outcome, Outcome::found) << srv.what;
    EXPECT_EQ(all<Srv>(srv).at(0), (Srv{0, 1, 993, "mail.example.com"}));
    EXPECT_TRUE(srv.authoritative);
    EXPECT_FALSE(srv.authentic);
    const auto alias = ask({"auto.example.com", Type::a, vantage});
    EXPECT_EQ(alias.aliases, std::vector<std::string>{"mail.example.com"});
    EXPECT_EQ(alias.chain.at(0).ttl, 600U);
    const auto missing = ask({"nothing.example.com", Type::a, vantage});
    EXPECT_EQ(missing.outcome, Outcome::no_such_name);
    EXPECT_EQ(missing.negative_ttl, 300U);
    EXPECT_EQ(missing.soa_owner, "example.com");
    EXPECT_EQ(ask({"mail.example.com", Type::aaaa, vantage}).outcome, Outcome::no_data);
    const auto big = ask({"big.example.com", Type::txt, vantage});
    EXPECT_EQ(big.records.size(), 100U) << big.what;
    EXPECT_TRUE(big.over_tcp);
    EXPECT_EQ(ask({"example.net", Type::a, vantage}).failure, Failure::refused);
    EXPECT_TRUE(ask({"mail.example.com", Type::a, vantage, true}).question_case);
}

void expect_none_is_lost(const std::string& server) {
    const Vantage vantage{Vantage::Kind::authoritative, server};
    std::vector<Query> queries;
    for (int i = 0; i < wanted_at_once; ++i)
        queries.push_back({"n" + std::to_string(i) + ".example.com", Type::txt, vantage});
    const auto answers = ask_all(queries);
    for (int i = 0; i < wanted_at_once; ++i)
        ASSERT_EQ(
            all<std::string>(answers[static_cast<std::size_t>(i)]),
            std::vector<std::string>{"number " + std::to_string(i)}
        ) << answers[static_cast<std::size_t>(i)].what;
}

std::string of_loopback(int port) {
    return "127.0.0.1:" + std::to_string(port);
}

/// The zone signed with a key of its own: its DNSKEY record in one line, "" when that failed.
std::string sign(const test::Scratch& scratch, const std::string& zone) {
    const auto folder = scratch.path().string();
    const auto keys = scratch / "keys";
    std::filesystem::create_directory(keys);
    const auto log = scratch / "sign.log";
    if (test::run(
            {"dnssec-keygen",
             "-q",
             "-a",
             "ECDSAP256SHA256",
             "-f",
             "KSK",
             "-K",
             keys.string(),
             "example.com"},
            log
        ) != 0 ||
        test::run(
            {"dnssec-signzone",
             "-q",
             "-S",
             "-z",
             "-K",
             keys.string(),
             "-d",
             folder,
             "-o",
             "example.com",
             "-f",
             (scratch / "signed").string(),
             zone},
            log
        ) != 0)
        return {};
    for (const auto& entry : std::filesystem::directory_iterator(keys)) {
        if (entry.path().extension() != ".key") continue;
        const auto text = test::read_file(entry.path());
        return text.substr(
            text.find("\nexample.com.") + 1, text.rfind('\n') - text.find("\nexample.com.") - 1
        );
    }
    return {};
}

} // namespace

TEST(RealServers, bind_is_read_and_loses_nothing) {
    FINGERPOST_NEEDS_PROGRAM("named");
    const test::Scratch scratch;
    const auto file = scratch.write("zone", zone_text());
    test::Named named(
        scratch, "zone example.com { type primary; file \"" + file.string() + "\"; };\n"
    );
    ASSERT_TRUE(named.ready()) << named.log();
    expect_the_zone_is_read(of_loopback(named.port()));
    expect_none_is_lost(of_loopback(named.port()));
}

TEST(RealServers, knot_is_read_and_loses_nothing) {
    FINGERPOST_NEEDS_PROGRAM("knotd");
    const test::Scratch scratch;
    scratch.write("example.com.zone", "$ORIGIN example.com.\n" + zone_text());
    const auto folder = scratch.path().string();
    const auto port = test::free_port();
    const auto file = scratch.write(
        "knot.conf",
        "server:\n  listen: 127.0.0.1@" + std::to_string(port) + "\n  rundir: \"" + folder +
            "\"\ndatabase:\n  storage: \"" + folder +
            "\"\nzone:\n  - domain: example.com\n"
            "    storage: \"" +
            folder +
            "\"\n    file: example.com.zone\n"
            "log:\n  - target: stdout\n    any: info\n"
    );
    test::Program knot({test::find_program("knotd"), "-c", file.string()}, scratch / "log");
    const auto serves = [&] {
        return test::read_file(scratch / "log").find("loaded, serial") != std::string::npos;
    };
    for (int i = 0; i < 100 && !knot.ended() && !serves(); ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
    ASSERT_TRUE(serves()) << test::read_file(scratch / "log");
    expect_the_zone_is_read(of_loopback(port));
    expect_none_is_lost(of_loopback(port));
}

TEST(RealServers, unbound_says_what_is_authentic_and_why_something_is_bogus) {
    FINGERPOST_NEEDS_PROGRAM("named");
    FINGERPOST_NEEDS_PROGRAM("unbound");
    FINGERPOST_NEEDS_PROGRAM("dnssec-signzone");
    const test::Scratch scratch;
    const auto key = sign(scratch, scratch.write("zone", zone_text()).string());
    ASSERT_NE(key, "") << test::read_file(scratch / "sign.log");
    test::Named named(
        scratch,
        "zone example.com { type primary; file \"" + (scratch / "signed").string() + "\"; };\n"
    );
    ASSERT_TRUE(named.ready()) << named.log();

    Query signatures{
        "mail.example.com", Type::a, {Vantage::Kind::authoritative, of_loopback(named.port())}};
    signatures.signatures = true;
    const auto signed_answer = ask(signatures);
    ASSERT_EQ(signed_answer.signatures.size(), 1U) << signed_answer.what;
    EXPECT_EQ(signed_answer.signatures[0].signer, "example.com");

    const test::Scratch right;
    test::Unbound trusting(right, "example.com", named.port(), key);
    ASSERT_TRUE(trusting.ready()) << trusting.log();
    NameServersSettings settings;
    settings.servers = {trusting.address()};
    const auto secure = ask({"mail.example.com", Type::a}, settings);
    EXPECT_EQ(secure.outcome, Outcome::found) << secure.what << ' ' << secure.explained;
    EXPECT_TRUE(secure.authentic);

    const test::Scratch wrong;
    const auto other_key = "example.com. DS 4711 13 2 " + std::string(64, '0');
    test::Unbound doubting(wrong, "example.com", named.port(), other_key);
    ASSERT_TRUE(doubting.ready()) << doubting.log();
    settings.servers = {doubting.address()};
    const auto bogus = ask({"mail.example.com", Type::a}, settings);
    EXPECT_EQ(bogus.failure, Failure::bogus) << bogus.what;
    EXPECT_NE(bogus.explained.find("DNSKEY"), std::string::npos) << bogus.explained;
    EXPECT_TRUE(bogus.records.empty());
    Query unchecked{"mail.example.com", Type::a};
    unchecked.unchecked = true;
    EXPECT_EQ(ask(unchecked, settings).outcome, Outcome::found);
}

} // namespace fingerpost::resolve

#include "resolve/server_pool.hpp"

#include "resolve/channel.hpp"
#include "resolve/query_message.hpp"
#include "resolve/server.hpp"
#include "support/odd_name_server.hpp"

#include <gtest/gtest.h>

namespace fingerpost::resolve {

namespace {

namespace asio = boost::asio;

struct Pool : testing::Test {
    ~Pool() override { pool->close(); }

    std::shared_ptr<Server> server(int number) {
        const auto key = std::to_string(number);
        if (auto known = pool->find(key)) return known;
        ServerSettings settings;
        settings.channel.servers = {name_server.address()};
        return pool->add(key, settings);
    }

    void ask(int number) {
        ++asked;
        asio::co_spawn(
            context,
            server(number)->exchange(question, Way::udp, std::nullopt),
            [this](const std::exception_ptr&, Reply reply) { answered += !reply.message.empty(); }
        );
    }

    int open_channels(int servers) {
        int open = 0;
        for (int i = 0; i < servers; ++i)
            open += server(i)->channels();
        return open;
    }

    void finish() {
        while (answered < asked)
            context.run_one();
    }

    asio::io_context context;
    test::OddNameServer name_server{
        context, [](const test::Heard&) { return test::wire_answer("example.com", Type::a, {}); }};
    std::shared_ptr<ServerPool> pool = std::make_shared<ServerPool>(context, 0);
    std::string question = query_message({"example.com", Type::a}, {});
    int asked = 0;
    int answered = 0;
};

} // namespace

TEST_F(Pool, gives_a_key_the_same_server) {
    EXPECT_EQ(server(1), server(1));
    EXPECT_NE(server(1), server(2));
}

TEST_F(Pool, has_only_so_many_channels_and_still_asks_all) {
    const int many = ServerPool::channels_max + 100;
    for (int i = 0; i < many; ++i)
        ask(i);
    context.poll();
    finish();
    EXPECT_LE(open_channels(many), ServerPool::channels_max);
    for (int i = 0; i < many; ++i) { // now they are idle, and give up theirs
        ask(i);
        finish();
    }
    EXPECT_EQ(open_channels(many), ServerPool::channels_max);
}

TEST_F(Pool, a_closed_server_says_so) {
    const auto kept = server(1);
    pool->close();
    std::string what;
    asio::co_spawn(
        context,
        kept->exchange(question, Way::udp, std::nullopt),
        [&](const std::exception_ptr&, Reply reply) { what = reply.what; }
    );
    context.poll();
    EXPECT_EQ(what, "the program ends");
}

} // namespace fingerpost::resolve

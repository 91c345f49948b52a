// Asks a name server on loopback for many names, and says in JSON what that cost: resolve_bench
// PORT FILE WANTED adaptive|fixed|signatures. FILE has a name and a type in each line, as dnsperf
// reads it; WANTED questions are open at a time; with "fixed" all of them are sent at once.

#include "base/text.hpp"
#include "resolve/cares.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <sys/resource.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace fingerpost;

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

struct Work {
    resolve::NameServers& servers;
    std::vector<resolve::Query> queries;
    std::size_t next = 0;
    std::size_t failures = 0;
    std::size_t answers = 0;
};

boost::asio::awaitable<void> worker(Work& work) {
    while (work.next < work.queries.size()) {
        auto query = work.queries[work.next++];
        const auto answer = co_await work.servers.ask(std::move(query));
        if (answer.outcome != resolve::Outcome::found) ++work.failures;
        ++work.answers;
    }
}

std::vector<resolve::Query>
queries_of(const char* file, const resolve::Vantage& vantage, bool signatures) {
    constexpr std::pair<std::string_view, resolve::Type> types[] = {
        {"SRV", resolve::Type::srv},
        {"CNAME", resolve::Type::cname},
        {"MX", resolve::Type::mx},
        {"TXT", resolve::Type::txt}};
    std::vector<resolve::Query> queries;
    std::ifstream lines(file);
    for (std::string name, type; lines >> name >> type;)
        for (const auto& [text, value] : types)
            if (text == type) queries.push_back({name, value, vantage, false, signatures});
    return queries;
}

} // namespace

int main(int count, char** arguments) {
    const auto wanted = count == 5 ? to_integer(arguments[3], 1, 100'000) : std::nullopt;
    if (!wanted) {
        std::cerr << "resolve_bench PORT FILE WANTED adaptive|fixed|signatures\n";
        return 2;
    }
    const std::string server = std::string("127.0.0.1:") + arguments[1];
    const std::string how = arguments[4];
    resolve::NameServersSettings settings;
    if (how == "fixed") {
        const auto all = static_cast<double>(*wanted);
        settings.window = {all, all, all};
    }
    // another resolver: that is asked with AD, too
    const bool signatures = how == "signatures";
    const auto kind =
        signatures ? resolve::Vantage::Kind::other : resolve::Vantage::Kind::authoritative;
    boost::asio::io_context context(1);
    const auto servers = resolve::make_name_servers(context, settings);
    if (!servers) return 1;
    Work work{**servers, queries_of(arguments[2], {kind, server}, signatures)};
    for (std::int64_t i = 0; i < *wanted; ++i)
        boost::asio::co_spawn(context, worker(work), boost::asio::detached);
    const auto began = std::chrono::steady_clock::now();
    const auto cpu = cpu_seconds();
    while (work.answers < work.queries.size())
        context.run_one();
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - began;
    std::printf(
        R"({"questions": %zu, "failures": %zu, "seconds": %.4f, "cpu_seconds": %.4f})"
        "\n",
        work.queries.size(),
        work.failures,
        taken.count(),
        cpu_seconds() - cpu
    );
}

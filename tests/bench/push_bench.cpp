// Pushes the records of many domains to a name server and says in JSON what that took:
// push_bench PORT KEYFILE DOMAINS zone|zones check|send. One zone "host.test" for all, or one for
// each domain; checked at the primary, or only sent, as nsupdate does. push_bench DOMAINS prints
// the same records as lines.

#include "publish/push.hpp"
#include "publish/tcp_name_server.hpp"
#include "support/await.hpp"
#include "support/sample.hpp"
#include "zone/offer_records.hpp"
#include "zone/tsig_key.hpp"

#include <boost/asio/io_context.hpp>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

namespace {

using namespace fingerpost;
using namespace fingerpost::publish;

std::string domain_name(int number) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "c%07d.host.test", number);
    return text.data();
}

std::vector<DomainChanges> all_changes(int domains) {
    const auto offer = test::full_offer();
    const zone::OfferRecords records(offer, {"discover.example.net", {}});
    std::vector<DomainChanges> all;
    for (int number = 0; number < domains; ++number) {
        DomainChanges one{domain_name(number), {}};
        for (auto& set : zone::rrsets(records.of(one.domain)))
            one.changes.push_back({ChangeKind::create, {set.owner, set.type, 0, {}}, set, {}});
        all.push_back(std::move(one));
    }
    return all;
}

boost::asio::awaitable<std::size_t>
push_all(NameServer& server, std::vector<DomainChanges> all, bool one_zone, PushSettings settings) {
    std::size_t applied = 0;
    const auto count = [&](const std::vector<PushResult>& results) {
        for (const auto& result : results)
            applied += result.status == PushStatus::applied ? 1 : 0;
    };
    if (one_zone) {
        count(co_await push(server, "host.test.", all, settings));
        co_return applied;
    }
    const auto one = [&](std::size_t i) -> boost::asio::awaitable<void> {
        const std::vector<DomainChanges> alone(1, all[i]);
        const auto zone = all[i].domain + '.';
        count(co_await push(server, zone, alone, settings));
    };
    co_await together(all.size(), 16, one);
    co_return applied;
}

int print(const std::vector<DomainChanges>& all) {
    for (const auto& domain : all)
        for (const auto& change : domain.changes)
            for (const auto& value : change.after.values)
                std::cout << change.after.owner << ' ' << change.after.ttl << ' '
                          << change.after.type << ' ' << value << '\n';
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    if (argc == 2) return print(all_changes(std::atoi(argv[1])));
    if (argc != 6) {
        std::cerr << "push_bench DOMAINS\npush_bench PORT KEYFILE DOMAINS zone|zones check|send\n";
        return EXIT_FAILURE;
    }
    std::ifstream file(argv[2]);
    const std::string text(std::istreambuf_iterator<char>(file), {});
    boost::asio::io_context context;
    NameServerSettings settings;
    settings.address = "127.0.0.1";
    settings.port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    settings.key = zone::parse_key_file(text).value().front();
    const auto server = make_tcp_name_server(context.get_executor(), settings).value();
    auto all = all_changes(std::atoi(argv[3]));
    const auto domains = all.size();
    PushSettings how;
    how.read_back = std::string(argv[5]) == "check";
    const auto start = std::chrono::steady_clock::now();
    auto task = push_all(*server, std::move(all), std::string(argv[4]) == "zone", how);
    const auto applied = test::await(context, std::move(task));
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
    std::cout << "{\"domains\": " << domains << ", \"applied\": " << applied
              << ", \"seconds\": " << took.count() << "}\n";
    return applied == domains ? EXIT_SUCCESS : EXIT_FAILURE;
}

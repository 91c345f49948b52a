// Plans for many domains of which nothing has changed, and says in JSON what that cost:
// plan_bench DOMAINS. What is published is what is desired; nobody is asked.

#include "publish/publisher.hpp"
#include "publish/record_text.hpp"
#include "storage/database_url.hpp"
#include "storage/migrate.hpp"
#include "support/await.hpp"
#include "support/fake_target.hpp"
#include "support/sample.hpp"
#include "zone/served_records.hpp"

#include <sys/resource.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace fingerpost;

constexpr int domains_max = 10'000'000;

struct Used {
    double cpu_seconds;
    long rss_kib; ///< the most there ever was
};

Used used() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return {seconds(usage.ru_utime) + seconds(usage.ru_stime), usage.ru_maxrss};
}

/// "c0000042.host.test"
std::string domain_name(int number) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "c%07d.host.test", number);
    return text.data();
}

Catalog catalog_of(const std::vector<std::string>& domains) {
    CatalogBuilder builder;
    const auto offer = builder.add_offer(test::full_offer());
    for (const auto& domain : domains)
        builder.set(domain, offer);
    return std::move(builder).build();
}

/// As if all had been applied.
void publish_all(
    storage::Connection& database,
    zone::ServedRecords& records,
    const std::vector<std::string>& domains
) {
    storage::Transaction transaction(database);
    storage::PublicationRepository repository(database);
    for (const auto& domain : domains) {
        const auto desired = records.of(domain).value();
        const auto text = publish::to_text(zone::rrsets(desired), domain);
        repository.publish(domain, {text, publish::digest_of(desired, domain), 1});
    }
    transaction.commit();
}

int run(int count) {
    std::vector<std::string> domains;
    domains.reserve(static_cast<std::size_t>(count));
    for (int i = 0; i < count; ++i)
        domains.push_back(domain_name(i));
    const auto catalog = catalog_of(domains);
    zone::ServedRecords records(catalog, {"discover.example.net", {}});
    const auto database = storage::open({}, storage::Mode::create);
    if (!storage::migrate(*database)) return EXIT_FAILURE;
    publish_all(*database, records, domains);
    test::FakeTarget target;
    const auto desired = [&](std::string_view domain) { return records.of(domain); };
    publish::Publisher publisher(*database, target, desired, [] { return 1; });
    const auto before = used();
    const auto plan = test::await(publisher.plan(domains, {}));
    const auto after = used();
    if (!plan || !plan->domains.empty() || plan->considered != domains.size()) return EXIT_FAILURE;
    std::cout << "{\"cpu_seconds\": " << after.cpu_seconds - before.cpu_seconds
              << ", \"more_kib\": " << after.rss_kib - before.rss_kib << "}\n";
    return EXIT_SUCCESS;
}

} // namespace

int main(int argc, char** argv) {
    const int count = argc == 2 ? std::atoi(argv[1]) : 0;
    if (count < 1 || count > domains_max) {
        std::cerr << "usage: plan_bench DOMAINS\n";
        return EXIT_FAILURE;
    }
    return run(count);
}

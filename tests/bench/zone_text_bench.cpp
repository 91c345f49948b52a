// Writes one zone that holds the records of many domains, and says in JSON what that cost:
// zone_text_bench DOMAINS FILE. bench.py gives the same file to named-compilezone.

#include "format/lines.hpp"
#include "format/seal.hpp"
#include "format/zone_file.hpp"
#include "support/sample.hpp"
#include "zone/offer_records.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace fingerpost;

constexpr std::string_view origin = "host.test";
constexpr int domains_max = 10'000'000;

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

/// "c0000042.host.test"
std::string domain_name(int number) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "c%07d.host.test", number);
    return text.data();
}

/// What makes the whole one zone: SOA and name server.
std::string head() {
    format::ZoneSettings settings;
    settings.name_servers = {{"ns1.example.net", {}}};
    return format::zone_file(origin, {}, settings).value();
}

struct Written {
    std::size_t records = 0;
    std::size_t bytes = 0;
    std::size_t sealed_bytes = 0;
    double desired_seconds = 0;
    double text_seconds = 0;
    double sealed_seconds = 0; ///< of snippets with their digests, which go nowhere
};

void put(std::ostream& file, Written& all, const std::string& text) {
    file << text;
    all.bytes += text.size();
}

/// Records first and their text then, for so few domains that all of it stays in the cache.
void write_some(std::ostream& file, Written& all, int first, int last) {
    static const auto offer = test::full_offer();
    static const zone::OfferRecords records_of(offer, {"discover.example.net", {}});
    const auto start = cpu_seconds();
    std::vector<zone::Records> records;
    for (int number = first; number < last; ++number)
        records.push_back(records_of.of(domain_name(number)));
    const auto middle = cpu_seconds();
    std::string text;
    for (const auto& some : records) {
        all.records += some.size();
        text += format::lines(some);
    }
    all.desired_seconds += middle - start;
    const auto end = cpu_seconds();
    all.text_seconds += end - middle;
    for (std::size_t i = 0; i < records.size(); ++i) {
        const auto domain = domain_name(first + static_cast<int>(i));
        all.sealed_bytes +=
            format::sealed(format::semicolon, domain, format::snippet(domain, records[i])).size();
    }
    all.sealed_seconds += cpu_seconds() - end;
    put(file, all, text);
}

Written write_all(std::ostream& file, int domains) {
    constexpr int step = 50;
    Written all;
    put(file, all, head());
    for (int first = 0; first < domains; first += step)
        write_some(file, all, first, std::min(domains, first + step));
    file << std::flush;
    return all;
}

} // namespace

int main(int argc, char** argv) {
    const int domains = argc == 3 ? std::atoi(argv[1]) : 0;
    if (domains < 1 || domains > domains_max) {
        std::cerr << "zone_text_bench DOMAINS FILE\n";
        return EXIT_FAILURE;
    }
    const auto before = cpu_seconds();
    std::ofstream file(argv[2], std::ios::binary);
    const auto all = write_all(file, domains);
    std::cout << "{\"domains\": " << domains << ", \"records\": " << all.records
              << ", \"bytes\": " << all.bytes
              << ", \"cpu_seconds\": " << cpu_seconds() - before - all.sealed_seconds
              << ", \"desired_seconds\": " << all.desired_seconds
              << ", \"text_seconds\": " << all.text_seconds
              << ", \"sealed_seconds\": " << all.sealed_seconds
              << ", \"sealed_bytes\": " << all.sealed_bytes << "}\n";
    return file ? EXIT_SUCCESS : EXIT_FAILURE;
}

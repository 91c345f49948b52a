// Every zone we write must be accepted by the checkers of the name servers that will load it.

#include "format/zone_file.hpp"
#include "support/golden.hpp"
#include "support/program.hpp"
#include "support/random_offer.hpp"
#include "support/scratch.hpp"
#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;

namespace {

struct Checker {
    std::string program;
    std::vector<std::string> options;
    bool names_zone; ///< whether the zone's name is an argument
};

void PrintTo(const Checker& checker, std::ostream* to) {
    *to << checker.program;
}

const std::vector<Checker> checkers{
    {"named-checkzone",
     {"-i",
      "local",
      "-k",
      "fail",
      "-m",
      "fail",
      "-M",
      "fail",
      "-S",
      "fail",
      "-n",
      "fail",
      "-r",
      "fail",
      "-l",
      "604800"},
     true},
    {"named-compilezone", {"-i", "local", "-o", "/dev/null"}, true},
    {"kzonecheck", {}, false},
    {"nsd-checkzone", {}, true},
    {"ldns-read-zone", {}, false},
};

std::vector<std::string>
command(const Checker& checker, const std::string& domain, const std::filesystem::path& file) {
    std::vector<std::string> words{checker.program};
    words.insert(words.end(), checker.options.begin(), checker.options.end());
    if (checker.program == "kzonecheck") words.insert(words.end(), {"-o", domain + '.'});
    if (checker.names_zone) words.push_back(domain);
    words.push_back(file.string());
    return words;
}

class Checkers : public testing::TestWithParam<Checker> {};

} // namespace

TEST_P(Checkers, accept_the_zone_of_every_offer) {
    FINGERPOST_NEEDS_PROGRAM(GetParam().program);
    const test::Scratch scratch;
    format::ZoneSettings settings;
    settings.name_servers = {{"ns1.example.net", {}}, {"ns2.example.net", {}}};
    settings.serial = 2026010100;
    for (const auto& row : test::zone_cases()) {
        const auto text = format::zone_file(row.domain, row.records(), settings);
        ASSERT_TRUE(text) << row.name << ": " << text.error().what;
        const auto file = scratch.write(row.name, *text);
        EXPECT_EQ(test::run(command(GetParam(), row.domain, file), scratch / "output"), 0)
            << row.name << ": " << test::read_file(scratch / "output");
        const auto output = test::read_file(scratch / "output");
        EXPECT_EQ(output.find("warning"), output.npos) << row.name << ": " << output;
    }
}

TEST_P(Checkers, accept_the_zones_of_random_offers) {
    FINGERPOST_NEEDS_PROGRAM(GetParam().program);
    const test::Scratch scratch;
    format::ZoneSettings settings;
    settings.name_servers = {{"ns1.example.net", {}}};
    for (std::uint32_t seed = 0; seed < 25; ++seed) {
        test::RandomOffer random(seed);
        const auto offer = random.offer();
        const auto host = random.host_settings();
        const auto records = zone::desired({"example.com", offer, host});
        const auto text = format::zone_file(
            "example.com", test::with_addresses(records, "example.com."), settings
        );
        ASSERT_TRUE(text) << "seed " << seed << ": " << text.error().what;
        const auto file = scratch.write("zone", *text);
        EXPECT_EQ(test::run(command(GetParam(), "example.com", file), scratch / "output"), 0);
        const auto output = test::read_file(scratch / "output");
        EXPECT_EQ(output.find("warning"), output.npos) << "seed " << seed << ": " << output;
    }
}

TEST_P(Checkers, accept_name_servers_inside_the_zone) {
    FINGERPOST_NEEDS_PROGRAM(GetParam().program);
    const test::Scratch scratch;
    format::ZoneSettings settings;
    settings.name_servers = *zone::parse_name_servers(
        {"ns1.example.com=192.0.2.1", "ns1.example.com=2001:db8::1", "ns2.example.com=192.0.2.2"}
    );
    settings.hostmaster = "dns.team@example.com";
    const auto text =
        format::zone_file("example.com", test::desired_for(test::full_offer()), settings);
    ASSERT_TRUE(text) << text.error().what;
    const auto file = scratch.write("zone", *text);
    EXPECT_EQ(test::run(command(GetParam(), "example.com", file), scratch / "output"), 0)
        << test::read_file(scratch / "output");
}

TEST_P(Checkers, refuse_a_zone_that_is_broken) {
    FINGERPOST_NEEDS_PROGRAM(GetParam().program);
    const test::Scratch scratch;
    const auto file = scratch.write("zone", "$TTL 1\n@ IN SOA a. b. 1 2 3 4 5\n@ IN SRV x\n");
    EXPECT_NE(test::run(command(GetParam(), "example.com", file), scratch / "output"), 0);
}

INSTANTIATE_TEST_SUITE_P(All, Checkers, testing::ValuesIn(checkers), [](const auto& checker) {
    auto name = checker.param.program;
    std::replace(name.begin(), name.end(), '-', '_');
    return name;
});

// A real BIND loads what was exported and answers exactly what was desired.

#include "support/named.hpp"

#include "format/lines.hpp"
#include "publish/export.hpp"
#include "support/scratch.hpp"
#include "support/zone_sample.hpp"
#include "zone/zone_text.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <set>

using namespace fingerpost;
using namespace std::chrono_literals;
using test::Named;

namespace {

/// One line a record, with the TTL, in the one spelling; SOA and NS are not ours.
std::multiset<std::string> lines(const zone::Records& records) {
    std::multiset<std::string> found;
    for (const auto& record : records)
        if (record.type != "SOA" && record.type != "NS") found.insert(format::lines({record}));
    return found;
}

std::multiset<std::string> read(const std::string& text, const std::string& domain) {
    const auto records = zone::parse_zone(text, domain);
    EXPECT_TRUE(records) << (records ? "" : records.error().what) << '\n' << text;
    return records ? lines(*records) : std::multiset<std::string>();
}

publish::ExportSettings settings_for(const test::Scratch& scratch, std::string_view form) {
    publish::ExportSettings settings;
    settings.directory = scratch.path();
    settings.format = format::find_format(form);
    settings.with.zone.name_servers = {{"ns1.example.net", {}}};
    settings.today = 2026y / 3 / 9;
    settings.stanzas = true;
    return settings;
}

/// The cases, each under a domain of its own.
std::vector<test::ZoneCase> cases() {
    auto all = test::zone_cases();
    for (auto& row : all) {
        auto label = row.name;
        std::replace(label.begin(), label.end(), '_', '-');
        const auto domain = label + ".example.com";
        if (row.host.public_hostname.ends_with("example.com"))
            row.host.public_hostname.replace(row.host.public_hostname.size() - 11, 11, domain);
        for (auto& record : row.more)
            record.owner = "long." + domain + '.';
        if (row.domain == "example.com") row.domain = domain;
    }
    return all;
}

std::vector<std::string> domains(const std::vector<test::ZoneCase>& rows) {
    std::vector<std::string> names;
    for (const auto& row : rows)
        names.push_back(row.domain);
    return names;
}

publish::RecordsOf records_of(const std::vector<test::ZoneCase>& rows) {
    return [&rows](std::string_view domain) -> Result<zone::Records> {
        for (const auto& row : rows)
            if (row.domain == domain) return row.records();
        return Error{Errc::not_found, "no such domain"};
    };
}

} // namespace

TEST(Named, it_loads_the_exported_zones_and_serves_exactly_the_desired_records) {
    FINGERPOST_NEEDS_PROGRAM("named");
    FINGERPOST_NEEDS_PROGRAM("dig");
    const test::Scratch scratch;
    const auto rows = cases();
    const auto settings = settings_for(scratch, "bind-zone");
    const auto report = publish::export_files(domains(rows), records_of(rows), settings);
    ASSERT_TRUE(report) << report.error().what;
    ASSERT_EQ(report->count(publish::ExportStatus::written), rows.size() + 1);

    Named named(scratch, "include \"" + (scratch / "named.conf.fingerpost").string() + "\";\n");
    ASSERT_TRUE(named.ready()) << named.log();
    for (const auto& row : rows) {
        const auto wanted = lines(row.records());
        EXPECT_EQ(read(named.ask({"AXFR", row.domain}), row.domain), wanted) << row.name;
    }
}

TEST(Named, it_answers_each_question_with_the_whole_rrset) {
    FINGERPOST_NEEDS_PROGRAM("named");
    FINGERPOST_NEEDS_PROGRAM("dig");
    const test::Scratch scratch;
    const std::vector<test::ZoneCase> rows{
        {"one", "example.com", test::full_offer(), {"autoconfig.example.com", {"192.0.2.7"}}}};
    const auto settings = settings_for(scratch, "bind-zone");
    ASSERT_TRUE(publish::export_files(domains(rows), records_of(rows), settings));
    Named named(scratch, "include \"" + (scratch / "named.conf.fingerpost").string() + "\";\n");
    ASSERT_TRUE(named.ready()) << named.log();
    const auto records = rows[0].records();
    for (const auto& record : records) {
        zone::Records rrset;
        for (const auto& other : records)
            if (other.owner == record.owner && other.type == record.type) rrset.push_back(other);
        const auto answer = named.ask({"+noall", "+answer", record.owner, record.type});
        EXPECT_EQ(read(answer, "example.com"), lines(rrset)) << record.owner;
    }
}

TEST(Named, a_zone_of_the_operators_own_includes_the_snippet_and_keeps_its_ttl) {
    FINGERPOST_NEEDS_PROGRAM("named");
    FINGERPOST_NEEDS_PROGRAM("dig");
    const test::Scratch scratch;
    const std::vector<test::ZoneCase> rows{
        {"apex", "example.com", test::full_offer(), {"discover.example.net", {}}},
        {"below", "sub.example.com", test::starttls_offer(), {"192.0.2.7", {}, 60}}};
    const auto settings = settings_for(scratch, "bind-snippet");
    ASSERT_TRUE(publish::export_files(domains(rows), records_of(rows), settings));
    scratch.write(
        "own.zone",
        "$TTL 86400\n"
        "@ IN SOA ns1.example.net. hostmaster.example.com. 1 7200 3600 1209600 300\n"
        "@ IN NS ns1.example.net.\n"
        "$INCLUDE example.com.discovery.inc\n"
        "$INCLUDE sub.example.com.discovery.inc\n"
        "after IN TXT \"the origin and the TTL of this file\"\n"
    );
    Named named(scratch, "zone \"example.com\" { type primary; file \"own.zone\"; };\n");
    ASSERT_TRUE(named.ready()) << named.log();
    auto wanted = lines(rows[0].records());
    wanted.merge(lines(rows[1].records()));
    const std::string text = "\"the origin and the TTL of this file\"";
    wanted.merge(lines({{"after.example.com.", "TXT", text, 86400}}));
    EXPECT_EQ(read(named.ask({"AXFR", "example.com"}), "example.com"), wanted);
}

TEST(Named, a_second_export_after_a_change_is_loaded_with_a_higher_serial) {
    FINGERPOST_NEEDS_PROGRAM("named");
    FINGERPOST_NEEDS_PROGRAM("dig");
    const test::Scratch scratch;
    std::vector<test::ZoneCase> rows{
        {"one", "example.com", test::full_offer(), {"discover.example.net", {}}}};
    const auto settings = settings_for(scratch, "bind-zone");
    ASSERT_TRUE(publish::export_files(domains(rows), records_of(rows), settings));
    rows[0].offer = test::mail_offer();
    ASSERT_TRUE(publish::export_files(domains(rows), records_of(rows), settings));
    Named named(scratch, "include \"" + (scratch / "named.conf.fingerpost").string() + "\";\n");
    ASSERT_TRUE(named.ready()) << named.log();
    const auto answer = named.ask({"+short", "example.com", "SOA"});
    EXPECT_NE(answer.find(" 2026030901 "), answer.npos) << answer;
    EXPECT_EQ(read(named.ask({"AXFR", "example.com"}), "example.com"), lines(rows[0].records()));
}

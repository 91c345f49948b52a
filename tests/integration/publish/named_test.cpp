// A real BIND loads what was exported and answers exactly what was desired.

#include "format/lines.hpp"
#include "publish/export.hpp"
#include "support/golden.hpp"
#include "support/program.hpp"
#include "support/scratch.hpp"
#include "support/zone_sample.hpp"
#include "zone/zone_text.hpp"

#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <chrono>
#include <optional>
#include <set>
#include <thread>

using namespace fingerpost;
using namespace std::chrono_literals;

namespace {

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* const plain = reinterpret_cast<sockaddr*>(&address);
    const bool bound = ::bind(socket, plain, size) == 0 && ::getsockname(socket, plain, &size) == 0;
    ::close(socket);
    return bound ? ntohs(address.sin_port) : 0;
}

/// A name server of its own on 127.0.0.1, in a directory of its own.
class Named {
public:
    Named(const test::Scratch& scratch, const std::string& zones) : scratch_(scratch) {
        const auto folder = scratch.path().string();
        const auto file = scratch.write(
            "named.conf",
            "options { directory \"" + folder + "\"; listen-on port " + std::to_string(port_) +
                " { 127.0.0.1; }; listen-on-v6 { none; }; pid-file none; recursion no;"
                " session-keyfile \"" +
                folder +
                "/session.key\"; dnssec-validation no;"
                " allow-transfer { any; }; notify no; check-srv-cname fail; check-mx-cname fail; "
                "};\n"
                "controls { };\n" +
                zones
        );
        program_.emplace(
            std::vector<std::string>{
                test::find_program("named"), "-4", "-n", "1", "-g", "-c", file.string()},
            scratch / "log"
        );
    }

    /// Waits until it serves; false when it ended or ten seconds passed.
    bool ready() {
        for (int i = 0; i < 100 && !program_->ended(); ++i) {
            const auto log = test::read_file(scratch_ / "log");
            if (log.find(" all zones loaded") != log.npos) return true;
            std::this_thread::sleep_for(100ms);
        }
        return false;
    }

    std::string log() const { return test::read_file(scratch_ / "log"); }

    /// What dig prints, without comments.
    std::string ask(std::vector<std::string> question) const {
        std::vector<std::string> command{
            "dig",
            "@127.0.0.1",
            "-p",
            std::to_string(port_),
            "+nocomments",
            "+nocmd",
            "+nostats",
            "+noquestion",
            "+norecurse",
            "+tries=2",
            "+time=5"};
        command.insert(command.end(), question.begin(), question.end());
        EXPECT_EQ(test::run(command, scratch_ / "answer"), 0);
        return test::read_file(scratch_ / "answer");
    }

private:
    const test::Scratch& scratch_;
    int port_ = free_port();
    std::optional<test::Program> program_;
};

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

#include "publish/export.hpp"

#include "publish/shelf.hpp"
#include "support/golden.hpp"
#include "support/scratch.hpp"
#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::publish;
using namespace std::chrono_literals;

namespace {

using Names = std::vector<std::string>;

class Export : public testing::Test {
protected:
    Export() {
        settings.directory = scratch.path();
        settings.format = format::find_format("bind-zone");
        settings.with.zone.name_servers = {{"ns1.example.net", {}}};
        settings.today = 2026y / 3 / 9;
    }

    ExportReport run(const Names& domains = {"example.com"}) const {
        const auto records_of = [this](std::string_view domain) -> Result<zone::Records> {
            if (domain == "broken.example") return Error{Errc::not_found, "no such domain"};
            return zone::desired({domain, offer, host});
        };
        auto report = export_files(domains, records_of, settings);
        EXPECT_TRUE(report) << report.error().what;
        return report ? std::move(*report) : ExportReport{};
    }

    ExportStatus status() const { return run().files.at(0).status; }

    std::optional<std::uint32_t> serial() const {
        return format::serial_of(test::read_file(scratch / "db.example.com"));
    }

    test::Scratch scratch;
    Offer offer = test::mail_offer();
    zone::HostSettings host{"discover.example.net", {}};
    ExportSettings settings;
};

} // namespace

TEST_F(Export, a_zone_is_written_under_its_domains_name_with_the_days_serial) {
    const auto report = run();
    ASSERT_EQ(report.files.size(), 1U);
    EXPECT_EQ(report.files[0].file, "db.example.com");
    EXPECT_EQ(report.files[0].status, ExportStatus::written);
    EXPECT_EQ(serial(), 2026030900U);
}

TEST_F(Export, what_did_not_change_is_not_touched) {
    run();
    const auto file = scratch / "db.example.com";
    const auto long_ago = std::filesystem::file_time_type::clock::now() - 24h;
    std::filesystem::last_write_time(file, long_ago);
    settings.today = 2026y / 3 / 10;
    EXPECT_EQ(status(), ExportStatus::unchanged);
    EXPECT_EQ(std::filesystem::last_write_time(file), long_ago);
    EXPECT_EQ(serial(), 2026030900U);
}

TEST_F(Export, each_change_raises_the_serial) {
    run();
    host.ttl = 60;
    EXPECT_EQ(status(), ExportStatus::written);
    EXPECT_EQ(serial(), 2026030901U);
    settings.today = 2026y / 3 / 10;
    settings.with.zone.expire += 1;
    EXPECT_EQ(status(), ExportStatus::written);
    EXPECT_EQ(serial(), 2026031000U);
}

TEST_F(Export, a_clock_that_went_back_does_not_take_the_serial_along) {
    run();
    settings.today = 2020y / 1 / 1;
    host.ttl = 60;
    run();
    EXPECT_EQ(serial(), 2026030901U);
}

TEST_F(Export, a_snippet_has_its_own_name_and_no_serial) {
    settings.format = format::find_format("bind-snippet");
    settings.with = {};
    const auto report = run();
    EXPECT_EQ(report.files[0].file, "example.com.discovery.inc");
    EXPECT_EQ(status(), ExportStatus::unchanged);
    EXPECT_EQ(
        test::read_file(scratch / "example.com.discovery.inc"),
        format::sealed(
            format::semicolon,
            "example.com",
            format::snippet("example.com", zone::desired({"example.com", offer, host}))
        )
    );
}

TEST_F(Export, a_bad_domain_does_not_stop_the_others) {
    const auto report =
        run({"broken.example", "../../etc/passwd", "Example.com", "*.example.com", "example.org"});
    EXPECT_EQ(report.count(ExportStatus::failed), 3U);
    EXPECT_EQ(report.files[0].why, "no such domain");
    EXPECT_EQ(report.files[1].why, "not a domain name");
    EXPECT_EQ(report.files[3].status, ExportStatus::skipped);
    EXPECT_EQ(report.files[4].status, ExportStatus::written);
    EXPECT_TRUE(std::filesystem::exists(scratch / "db.example.org"));
}

TEST_F(Export, a_missing_setting_fails_each_zone_and_keeps_its_old_file) {
    run();
    const auto old = test::read_file(scratch / "db.example.com");
    settings.with.zone.name_servers.clear();
    const auto report = run();
    EXPECT_EQ(report.files[0].status, ExportStatus::failed);
    EXPECT_NE(report.files[0].why.find("nameservers"), std::string::npos);
    EXPECT_EQ(test::read_file(scratch / "db.example.com"), old);
}

TEST_F(Export, a_file_of_somebody_else_is_never_overwritten) {
    scratch.write("db.example.com", "$TTL 1\n");
    EXPECT_EQ(status(), ExportStatus::failed);
    EXPECT_EQ(test::read_file(scratch / "db.example.com"), "$TTL 1\n");
}

TEST_F(Export, a_file_of_ours_whose_serial_was_lost_is_not_guessed_at) {
    scratch.write("db.example.com", "; written by fingerpost for example.com\n");
    const auto report = run();
    EXPECT_EQ(report.files[0].status, ExportStatus::failed);
    EXPECT_NE(report.files[0].why.find("serial"), std::string::npos);
}

TEST_F(Export, what_a_crash_left_behind_is_no_obstacle) {
    scratch.write(".fingerpost.tmp", "half a zo");
    EXPECT_EQ(status(), ExportStatus::written);
    EXPECT_FALSE(std::filesystem::exists(scratch / ".fingerpost.tmp"));
}

TEST_F(Export, all_zones_get_their_stanzas_in_one_file) {
    settings.stanzas = true;
    const auto report = run({"example.com", "*", "example.org"});
    ASSERT_EQ(report.files.size(), 4U);
    EXPECT_EQ(report.files[3].file, "named.conf.fingerpost");
    const auto folder = scratch.path().string() + '/';
    EXPECT_EQ(
        test::read_file(scratch / "named.conf.fingerpost"),
        format::sealed(
            format::slashes,
            "",
            "zone \"example.com\" { type primary; file \"" + folder +
                "db.example.com\"; };\n"
                "zone \"example.org\" { type primary; file \"" +
                folder + "db.example.org\"; };\n"
        )
    );
    EXPECT_EQ(run({"example.com", "*", "example.org"}).count(ExportStatus::unchanged), 3U);
}

TEST_F(Export, a_zone_that_fails_today_keeps_the_stanza_of_its_old_file) {
    settings.stanzas = true;
    run();
    const auto stanzas = test::read_file(scratch / "named.conf.fingerpost");
    settings.with.zone.name_servers.clear();
    EXPECT_EQ(run().files[0].status, ExportStatus::failed);
    EXPECT_EQ(test::read_file(scratch / "named.conf.fingerpost"), stanzas);
}

TEST_F(Export, a_file_of_the_former_version_gets_its_digest_and_keeps_its_serial) {
    run();
    const auto body = std::string(format::body_of(test::read_file(scratch / "db.example.com")));
    scratch.write("db.example.com", "; written by fingerpost for example.com; the next\n" + body);
    settings.today = 2026y / 3 / 10;
    EXPECT_EQ(status(), ExportStatus::written);
    EXPECT_EQ(serial(), 2026030900U);
    EXPECT_EQ(status(), ExportStatus::unchanged);
}

TEST_F(Export, what_was_changed_by_hand_is_kept_until_forced) {
    for (const auto* format : {"bind-zone", "bind-snippet", "powerdns", "csv"}) {
        settings.format = format::find_format(format);
        settings.force = false;
        run();
        const auto file = settings.format->file_of("example.com");
        const auto exported = test::read_file(scratch / file);
        scratch.write(file, exported + "\n");
        host.ttl += 1;
        const auto report = run();
        ASSERT_EQ(report.count(ExportStatus::failed), 1U) << format;
        EXPECT_NE(report.files[0].why.find("--force"), std::string::npos);
        EXPECT_TRUE(report.domains.empty());
        EXPECT_EQ(test::read_file(scratch / file), exported + "\n");
        settings.force = true;
        EXPECT_EQ(status(), ExportStatus::written) << format;
        settings.force = false;
        EXPECT_EQ(status(), ExportStatus::unchanged) << format;
    }
    EXPECT_EQ(serial(), 2026030901U) << "force lowers no serial";
}

TEST_F(Export, a_language_without_comments_has_its_digests_beside_it) {
    settings.format = format::find_format("powerdns");
    run({"example.com", "example.org"});
    const auto manifest = test::read_file(scratch / "fingerpost.xxhsum");
    EXPECT_NE(manifest.find("  example.com.powerdns.json\n"), std::string::npos);
    EXPECT_NE(manifest.find("  example.org.powerdns.json\n"), std::string::npos);
    scratch.write("example.net.powerdns.json", "{}\n");
    EXPECT_EQ(run({"example.net"}).files[0].status, ExportStatus::failed) << "somebody else's";
    EXPECT_EQ(run({"example.org"}).files[0].status, ExportStatus::unchanged);
}

TEST_F(Export, a_file_that_a_crash_left_without_its_digest_is_taken_in) {
    settings.format = format::find_format("json");
    run();
    std::filesystem::remove(scratch / "fingerpost.xxhsum");
    EXPECT_EQ(status(), ExportStatus::unchanged);
    host.ttl = 60;
    EXPECT_EQ(status(), ExportStatus::written);
}

TEST_F(Export, one_file_for_all_is_not_written_without_one_of_them) {
    settings.format = format::find_format("nsupdate");
    const auto report = run({"example.com", "broken.example"});
    EXPECT_EQ(report.count(ExportStatus::failed), 2U);
    EXPECT_TRUE(report.domains.empty());
    EXPECT_FALSE(std::filesystem::exists(scratch / "fingerpost.nsupdate"));
    const auto whole = run({"example.com", "*", "example.org"});
    EXPECT_EQ(whole.count(ExportStatus::written), 1U);
    EXPECT_EQ(whole.domains, (Names{"example.com", "example.org"}));
}

TEST_F(Export, a_catalogs_serial_rises_with_its_members_only) {
    settings.format = format::find_format("catalog-zone");
    const auto catalog_serial = [this] {
        return format::serial_of(test::read_file(scratch / "db.catalog.fingerpost"));
    };
    run();
    EXPECT_EQ(catalog_serial(), 2026030900U);
    host.ttl = 60;
    EXPECT_EQ(status(), ExportStatus::unchanged);
    run({"example.com", "example.org"});
    EXPECT_EQ(catalog_serial(), 2026030901U);
}

TEST_F(Export, text_without_files_has_todays_serial_and_no_digest) {
    const auto records_of = [this](std::string_view domain) -> Result<zone::Records> {
        return zone::desired({domain, offer, host});
    };
    const auto text = export_text({"example.com", "*"}, records_of, settings);
    ASSERT_TRUE(text) << text.error().what;
    EXPECT_EQ(format::serial_of(text->text), 2026030900U);
    EXPECT_TRUE(text->text.starts_with("$ORIGIN"));
}

TEST_F(Export, a_missing_directory_fails_as_a_whole) {
    settings.directory = scratch / "none";
    const auto report = export_files({}, {}, settings);
    EXPECT_EQ(report.error().code, Errc::not_found);
}

#include "app/configuration.hpp"

#include <gtest/gtest.h>

#include <map>

namespace fingerpost::app {
namespace {

using Files = std::map<std::string, std::string>;

const std::string typical_automx2 = "[automx2]\n"
                                    "loglevel = WARNING\n"
                                    "db_echo = no\n"
                                    "\n"
                                    "# SQLite\n"
                                    "db_uri = sqlite:////var/lib/automx2/db.sqlite\n"
                                    "proxy_count = 1\n";

/// A world of these files; "(unreadable)" is one that cannot be opened.
Environment world(const Files& files) {
    Environment environment;
    environment.home = "/home/fred";
    environment.read_file = [files](const std::string& path) -> Result<std::string> {
        const auto found = files.find(path);
        if (found == files.end()) return Error{Errc::not_found, "no such file"};
        if (found->second == "(unreadable)") return Error{Errc::bad_request, "Permission denied"};
        return found->second;
    };
    return environment;
}

Configuration of(const std::string& text) {
    return read_configuration(world({{"/etc/fingerpost.conf", text}}));
}

/// "level what", one a line.
std::string problems(const Configuration& configuration) {
    std::string all;
    for (const auto& problem : configuration.problems)
        all.append(log::name(problem.level)).append(" ").append(problem.what).append("\n");
    return all;
}

const Effective& effective(const Configuration& configuration, std::string_view key) {
    for (const auto& one : configuration.effective)
        if (one.setting->key == key) return one;
    throw std::runtime_error("no such key");
}

TEST(Configuration, without_a_file_is_the_defaults) {
    const auto configuration = read_configuration(world({}));
    EXPECT_TRUE(configuration.usable());
    EXPECT_EQ(
        problems(configuration), "info no configuration file found; the defaults are in force\n"
    );
    const auto& settings = configuration.settings;
    ASSERT_EQ(settings.listen.size(), 1u);
    EXPECT_EQ(settings.listen[0].str(), "127.0.0.1:4243");
    EXPECT_EQ(settings.admin_listen.at(0).str(), "127.0.0.1:4244");
    EXPECT_EQ(settings.db_uri, "sqlite:////var/lib/fingerpost/fingerpost.db");
    EXPECT_EQ(settings.loglevel, log::Level::warning);
    EXPECT_EQ(settings.dns_ttl, 3600u);
    EXPECT_EQ(settings.rate_limit, 50);
    EXPECT_EQ(settings.connections, 10000u);
    EXPECT_EQ(settings.request_timeout, std::chrono::seconds(10));
    EXPECT_EQ(settings.idle_timeout, std::chrono::seconds(60));
}

TEST(Configuration, of_automx2_is_taken_as_it_is) {
    const auto configuration =
        read_configuration(world({{"/etc/automx2/automx2.conf", typical_automx2}}));
    EXPECT_EQ(problems(configuration), "");
    EXPECT_EQ(configuration.section, "automx2");
    EXPECT_EQ(configuration.settings.db_uri, "sqlite:////var/lib/automx2/db.sqlite");
    EXPECT_EQ(configuration.settings.proxy_count, 1);
    EXPECT_EQ(effective(configuration, "proxy_count").origin, "/etc/automx2/automx2.conf:7");
    EXPECT_EQ(effective(configuration, "listen").origin, "default");
}

TEST(Configuration, of_automx2_without_a_database_is_in_memory) {
    const auto configuration = of("[automx2]\n");
    EXPECT_EQ(configuration.settings.db_uri, "sqlite:///:memory:");
    EXPECT_EQ(
        problems(configuration), "warning automx2's default: db_uri forgets everything at the end\n"
    );
}

TEST(Configuration, prefers_our_section_to_that_of_automx2) {
    const auto configuration = of(typical_automx2 + "[fingerpost]\nproxy_count = 2\n");
    EXPECT_EQ(problems(configuration), "");
    EXPECT_EQ(configuration.settings.proxy_count, 2);
    EXPECT_EQ(configuration.settings.db_uri, "sqlite:////var/lib/fingerpost/fingerpost.db");
}

TEST(Configuration, is_searched_in_order) {
    const std::vector<std::string> order{
        "/env/own",
        "/home/fred/.fingerpost.conf",
        "/etc/fingerpost/fingerpost.conf",
        "/etc/fingerpost.conf",
        "/env/automx2",
        "/home/fred/.automx2.conf",
        "/etc/automx2/automx2.conf",
        "/etc/automx2.conf"};
    Files files;
    for (const auto& path : order)
        files[path] = typical_automx2;
    auto environment = world(files);
    environment.fingerpost_conf = order[0];
    environment.automx2_conf = order[4];
    for (const auto& path : order) {
        EXPECT_EQ(read_configuration(environment).file, path);
        files.erase(path);
        environment.read_file = world(files).read_file;
        if (path == order[0]) environment.fingerpost_conf.clear();
    }
    EXPECT_EQ(read_configuration(environment).file, "");
}

TEST(Configuration, insists_on_a_file_that_we_are_told_to_read) {
    auto environment = world({{"/etc/fingerpost.conf", "[fingerpost]\n"}});
    environment.fingerpost_conf = "/gone";
    const auto configuration = read_configuration(environment);
    EXPECT_FALSE(configuration.usable());
    EXPECT_EQ(
        problems(configuration), "error /gone: no such file, though $FINGERPOST_CONF names it\n"
    );
    EXPECT_EQ(
        problems(read_configuration(environment, {"/other", {}})),
        "error /other: no such file, though --config names it\n"
    );
}

TEST(Configuration, passes_over_a_missing_file_as_automx2_does) {
    auto environment = world({{"/etc/automx2.conf", typical_automx2}});
    environment.automx2_conf = "/gone";
    const auto configuration = read_configuration(environment);
    EXPECT_EQ(configuration.file, "/etc/automx2.conf");
    EXPECT_EQ(
        problems(configuration), "warning /gone: no such file, though $AUTOMX2_CONF names it\n"
    );
}

TEST(Configuration, stops_at_a_file_that_cannot_be_read) {
    const auto configuration = read_configuration(
        world({{"/etc/fingerpost.conf", "(unreadable)"}, {"/etc/automx2.conf", typical_automx2}})
    );
    EXPECT_EQ(problems(configuration), "error /etc/fingerpost.conf: Permission denied\n");
}

TEST(Configuration, names_file_line_key_and_the_nearest_spelling) {
    const auto configuration = of("[fingerpost]\ndb_url = x\nproxy_count = x\nfrobnicate = 1\n");
    EXPECT_EQ(
        problems(configuration),
        "error /etc/fingerpost.conf:2: key \"db_url\" is unknown; did you mean db_uri?\n"
        "error /etc/fingerpost.conf:4: key \"frobnicate\" is unknown\n"
        "error /etc/fingerpost.conf:3: proxy_count \"x\" is not a whole number between 0 and 10\n"
    );
    EXPECT_EQ(configuration.settings.proxy_count, 0);
}

TEST(Configuration, only_warns_of_keys_that_automx2_passes_over) {
    const auto configuration = of(typical_automx2 + "db uri = 50%\n");
    EXPECT_EQ(
        problems(configuration),
        "warning /etc/fingerpost.conf:8: key \"db uri\" is unknown; did you mean db_uri?\n"
    );
}

TEST(Configuration, warns_of_sections_that_nobody_reads) {
    const auto configuration = of("[fingerprost]\nlisten = x\n");
    EXPECT_TRUE(configuration.usable());
    EXPECT_EQ(
        problems(configuration),
        "warning /etc/fingerpost.conf:1: section [fingerprost] is unknown and not read; "
        "did you mean fingerpost?\n"
        "warning /etc/fingerpost.conf: no section [fingerpost]; the defaults are in force\n"
    );
}

TEST(Configuration, reads_the_default_section_and_expands_its_names) {
    const auto configuration =
        of("[DEFAULT]\nroot = /srv\nloglevel = info\n[fingerpost]\ndb_uri = sqlite:///%(root)s/db\n"
        );
    EXPECT_EQ(problems(configuration), "");
    EXPECT_EQ(configuration.settings.loglevel, log::Level::info);
    EXPECT_EQ(configuration.settings.db_uri, "sqlite:////srv/db");
}

TEST(Configuration, tells_how_a_percent_sign_is_written) {
    const auto configuration = of("[fingerpost]\ndb_uri = mysql://u:a%40b@h/db\n");
    EXPECT_EQ(
        problems(configuration), "error /etc/fingerpost.conf:2: db_uri: a literal % is written %%\n"
    );
}

TEST(Configuration, never_shows_a_password) {
    const auto configuration = of("[fingerpost]\ndb_uri = mysql://u:secret@h/db\n");
    EXPECT_EQ(problems(configuration).find("secret"), std::string::npos);
    EXPECT_FALSE(configuration.usable());
    EXPECT_EQ(effective(configuration, "db_uri").shown(), "mysql://u:***@h/db");
}

TEST(Configuration, is_overridden_by_the_command_line) {
    const auto environment = world({{"/etc/fingerpost.conf", "[fingerpost]\nworkers = x\n"}});
    const auto configuration =
        read_configuration(environment, {"", {{"workers", "3"}, {"proxy_count", "99"}}});
    EXPECT_EQ(configuration.settings.workers, 3u);
    EXPECT_EQ(effective(configuration, "workers").origin, "command line");
    EXPECT_EQ(
        problems(configuration),
        "error command line: proxy_count \"99\" is not a whole number between 0 and 10\n"
    );
}

TEST(Configuration, wants_a_key_with_a_certificate) {
    EXPECT_EQ(
        problems(of("[fingerpost]\nprofile_certificate = /a\n")),
        "error /etc/fingerpost.conf:2: profile_certificate is of no use without profile_key\n"
    );
    EXPECT_EQ(
        problems(of("[fingerpost]\nprofile_chain = /a\n")),
        "error /etc/fingerpost.conf:2: profile_chain is of no use without profile_certificate\n"
    );
    EXPECT_TRUE(of("[fingerpost]\nprofile_certificate = /a\nprofile_key = /b\n").usable());
}

TEST(Configuration, wants_name_servers_for_zones_that_others_take) {
    EXPECT_EQ(
        problems(of("[fingerpost]\ndns_listen = 127.0.0.1:5300\n")),
        "error /etc/fingerpost.conf:2: dns_listen is of no use without nameservers\n"
    );
    EXPECT_EQ(
        problems(of("[fingerpost]\ndns_catalog_zone = catalog.test\n")),
        "error /etc/fingerpost.conf:2: dns_catalog_zone is of no use without dns_listen\n"
    );
    const auto good =
        of("[fingerpost]\ndns_listen = 127.0.0.1:5300\nnameservers = ns1.example.net\n"
           "dns_catalog_zone = Catalog.Test\ndns_secondaries = 192.0.2.53\n");
    EXPECT_TRUE(good.usable());
    EXPECT_EQ(good.settings.dns_catalog_zone, "catalog.test");
    EXPECT_EQ(good.settings.dns_secondaries.at(0).port, 53);
}

TEST(Configuration, keeps_the_admin_listener_off_the_public_one) {
    EXPECT_EQ(
        problems(of("[fingerpost]\nadmin_listen = localhost:4243\n")),
        "error /etc/fingerpost.conf:2: admin_listen names 127.0.0.1:4243, which is taken already\n"
    );
}

TEST(Configuration, warns_of_a_path_with_three_slashes) {
    const std::string warning = "warning /etc/fingerpost.conf:2: db_uri is relative to the current "
                                "directory; an absolute path begins with four slashes\n";
    EXPECT_EQ(problems(of("[fingerpost]\ndb_uri = sqlite:///var/lib/x.db\n")), warning);
    EXPECT_EQ(problems(of("[automx2]\ndb_uri = sqlite:///x.db\n")), warning);
    EXPECT_EQ(problems(of("[fingerpost]\ndb_uri = sqlite:///x.db\n")), "");
}

TEST(Configuration, knows_which_changes_wait_for_a_restart) {
    const auto before = of("[fingerpost]\nworkers = 1\nloglevel = info\n");
    const auto after = of("[fingerpost]\nworkers = 2\nloglevel = error\n");
    EXPECT_EQ(waiting_for_restart(before, after), std::vector<std::string_view>{"workers"});
    EXPECT_TRUE(waiting_for_restart(before, before).empty());
}

TEST(Environment, tells_missing_files_from_unreadable_ones) {
    const auto environment = Environment::of_process();
    EXPECT_EQ(environment.read_file("/nonexistent/x").error().code, Errc::not_found);
    EXPECT_EQ(environment.read_file("/").error().code, Errc::bad_request);
    EXPECT_EQ(environment.read_file("/dev/null").value(), "");
}

} // namespace
} // namespace fingerpost::app

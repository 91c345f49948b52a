#include "storage/seed.hpp"

#include "storage/catalog_repository.hpp"
#include "storage/seed_data.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

class SeedTest : public test::DatabaseTest {
protected:
    std::string refusal(const std::string& json) {
        const auto seeded = seed_json(*database_, json);
        EXPECT_FALSE(seeded) << json;
        EXPECT_EQ(
            number("SELECT (SELECT count(*) FROM provider) + (SELECT count(*) FROM server) + "
                   "(SELECT count(*) FROM domain) + (SELECT count(*) FROM ldapserver)"),
            0
        ) << json;
        if (seeded) return "";
        EXPECT_EQ(seeded.error().code, Errc::bad_request) << json;
        return seeded.error().what;
    }
    const Offer* offer(std::string_view domain) {
        catalog_ = CatalogRepository(*database_).load();
        return catalog_.find(domain);
    }
    Catalog catalog_;
};
FINGERPOST_EVERY_ENGINE(SeedTest);

TEST_P(SeedTest, the_example_has_no_problems_and_comes_once) {
    ASSERT_TRUE(seed_example(*database_));
    ASSERT_TRUE(offer("example.com"));
    EXPECT_EQ(offer("example.com")->servers.size(), 4U);
    EXPECT_EQ(offer("example.com")->dav_servers.size(), 2U);
    EXPECT_EQ(offer("example.test")->servers.size(), 2U);
    EXPECT_TRUE(catalog_.problems().empty());
    EXPECT_EQ(seed_example(*database_).error().code, Errc::conflict);
    EXPECT_EQ(seed_json(*database_, "{}").error().code, Errc::conflict);
}

TEST_P(SeedTest, nothing_means_the_example) {
    for (const auto* nothing : {"{}", "[]", "null", "0", "\"\"", "false", " 0.0 "}) {
        const auto database = test::memory_database();
        EXPECT_TRUE(seed_json(*database, nothing)) << nothing;
        EXPECT_EQ(integer_of(*database, "SELECT count(*) FROM domain"), 4) << nothing;
    }
}

constexpr auto sample = R"({
  "version": 2, "unknown": [1],
  "provider": "Example Mail Ltd",
  "ldapservers": [{"id": 7, "name": "ldap.example.com", "bind_user": "cn=r", "bind_password": "p",
                   "search_base": "dc=example,dc=com", "use_ssl": "yes", "port": 389}],
  "domains": [{"name": "Example.COM"}, {"name": "example.net", "ldapserver_id": 7}],
  "servers": [{"type": "imap", "name": "imap.example.com"},
              {"type": "smtp", "name": "smtp.example.com", "port": 587, "prio": 3},
              {"type": "pop", "name": "pop.example.com"},
              {"type": "caldav", "url": "https://dav.example.com/"}]
})";

TEST_P(SeedTest, derives_what_automx2_derives) {
    const auto seeded = seed_json(*database_, sample);
    ASSERT_TRUE(seeded) << seeded.error().what;
    const auto* mail = offer("example.com");
    ASSERT_TRUE(mail);
    EXPECT_EQ(
        test::text(*mail),
        "1 \"Example Mail Ltd\" \"Example\" 2/3/2/1/smtp.example.com:587/%EMAILADDRESS% "
        "1/10/0/0/imap.example.com:993/%EMAILADDRESS% 3/10/1/0/pop.example.com:995/%EMAILADDRESS% "
        "1/https://dav.example.com//%EMAILADDRESS%"
    );
    EXPECT_TRUE(offer("example.net")->directory);
    EXPECT_EQ(
        number("SELECT count(*) FROM davserver WHERE use_ssl = 1 AND domain_required = 1 AND "
               "port = 0"),
        1
    );
    EXPECT_EQ(
        number("SELECT count(*) FROM ldapserver WHERE use_ssl = 1 AND port = 389 AND "
               "attr_uid = 'uid' AND attr_cn = 'cn' AND search_filter = '(mail={0})'"),
        1
    );
    EXPECT_EQ(seed_json(*database_, sample).error().code, Errc::conflict);
}

TEST_P(SeedTest, takes_the_ldap_port_it_is_given) {
    const std::string json = R"({"version": 2, "provider": "P",
        "ldapservers": [{"id": "a", "name": "l.example.com", "bind_user": null,
                         "bind_password": null, "search_base": "x"}],
        "domains": [{"name": "example.com", "ldapserver_id": "a"}],
        "servers": [{"type": "imap", "name": "imap.example.com"}]})";
    ASSERT_TRUE(seed_json(*database_, json, 1389));
    EXPECT_EQ(number("SELECT port FROM ldapserver WHERE use_ssl = 0 AND bind_user IS NULL"), 1389);
}

TEST_P(SeedTest, says_what_is_wrong_where_and_stores_nothing) {
    const std::string head = R"({"version": 2, "provider": "P", )";
    const std::string servers = R"("servers": [{"type": "imap", "name": "i.example.com"}]})";
    const std::string domains = R"("domains": [{"name": "example.com"}], )";
    const std::vector<std::array<std::string, 2>> table{
        {"", "JSON"},
        {"{", "JSON"},
        {"[1]", "not an object"},
        {R"({"provider": "P"})", "\"version\" is missing"},
        {R"({"version": 1})", "found 1"},
        {R"({"version": "2"})", "expected the number 2"},
        {R"({"version": 2})", "\"provider\" is missing"},
        {R"({"version": 2, "provider": 3})", "provider is not a string"},
        {head + R"("x": 1})", "no domain"},
        {head + R"("domains": "example.com"})", "not a list"},
        {head + R"("domains": ["example.com"]})", "domains[0]"},
        {head + R"("domains": [{}]})", "\"name\" is missing"},
        {head + R"("domains": [{"name": "no name"}], )" + servers, "domains[0]: not a domain name"},
        {head + R"("domains": [{"name": "a.test"}, {"name": "A.test"}], )" + servers, "domains[1]"},
        {head + R"("domains": [{"name": "a.test", "ldapserver_id": 5}], )" + servers,
         "no LDAP server with ID 5"},
        {head + domains + R"("servers": []})", "no mail server"},
        {head + domains + R"("servers": [{}]})", "\"type\" is missing"},
        {head + domains + R"("servers": [{"type": "gopher"}]})", "unknown server type \"gopher\""},
        {head + domains + R"("servers": [{"type": "imap"}]})", "\"name\" is missing"},
        {head + domains + R"("servers": [{"type": "imap", "name": "x y"}]})", "host name"},
        {head + domains + R"("servers": [{"type": "imap", "name": "x", "port": 99999}]})", "port"},
        {head + domains + R"("servers": [{"type": "imap", "name": "x", "port": []}]})", "port"},
        {head + domains + R"("servers": [{"type": "caldav"}]})", "\"url\" is missing"},
        {head + domains + R"("servers": [{"type": "caldav", "url": "x"}]})", "https://"},
        {head + domains + R"("ldapservers": [{"id": 1}], )" + servers, "ldapservers[0]"},
        {std::string(100, '[') + std::string(100, ']'), "JSON"},
        {'"' + std::string(seed_size_max, 'x') + '"', "64 KiB"},
    };
    for (const auto& [json, message] : table) {
        const auto said = refusal(json);
        EXPECT_NE(said.find(message), std::string::npos) << json.substr(0, 200) << '\n' << said;
    }
}

} // namespace
} // namespace fingerpost::storage

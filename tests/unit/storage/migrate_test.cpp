#include "storage/migrate.hpp"

#include "storage/catalog_repository.hpp"
#include "storage/schema.hpp"
#include "support/automx2_schema.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

#include <array>

namespace fingerpost::storage {
namespace {

using test::Automx2;

/// One release of automx2 after the other.
class OlderDatabaseTest : public testing::TestWithParam<Automx2> {
protected:
    OlderDatabaseTest() {
        const auto database = open({file_}, Mode::create);
        database->run("PRAGMA journal_mode = DELETE");
        database->run(test::automx2_schema(GetParam()));
        database->run(test::automx2_rows(GetParam()));
    }
    std::vector<std::string> backups() const {
        std::vector<std::string> files;
        for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
            if (entry.path().string().starts_with(file_ + ".backup-"))
                files.push_back(entry.path().string());
        return files;
    }

    test::Folder folder_;
    std::string file_ = folder_.file("db");
};

std::string name_of(const testing::TestParamInfo<Automx2>& release) {
    constexpr std::array names{"of_2019_0", "of_2020_0", "of_2020_2", "of_2021_3"};
    return names.at(static_cast<std::size_t>(release.param));
}

INSTANTIATE_TEST_SUITE_P(
    releases,
    OlderDatabaseTest,
    testing::Values(
        Automx2::release_2019, Automx2::release_2020, Automx2::release_2020_2, Automx2::release_2021
    ),
    name_of
);

TEST_P(OlderDatabaseTest, is_recognised) {
    const auto database = open({file_}, Mode::read_only);
    const auto found = describe(*database);
    constexpr std::array expected{
        Revision::Base::release_2019,
        Revision::Base::release_2020,
        Revision::Base::release_2020_2,
        Revision::Base::current};
    EXPECT_EQ(found.base, expected.at(static_cast<std::size_t>(GetParam())));
    EXPECT_EQ(found.own, 0);
    EXPECT_FALSE(found.up_to_date());
    EXPECT_EQ(found.alembic.empty(), GetParam() == Automx2::release_2019);
    EXPECT_NE(found.str().find("not upgraded"), std::string::npos);
}

TEST_P(OlderDatabaseTest, is_served_without_being_upgraded) {
    const auto database = open({file_}, Mode::read_only);
    EXPECT_EQ(migrate(*database).error().code, Errc::unsupported);
    CatalogRepository repository(*database);
    const auto catalog = repository.load();
    const bool ldap = GetParam() != Automx2::release_2019;
    const bool dav = GetParam() == Automx2::release_2021;
    EXPECT_EQ(catalog.domains(), 3U);
    const auto* offer = catalog.find("example.com");
    ASSERT_TRUE(offer);
    EXPECT_EQ(offer->provider_name, "Example & Sons");
    ASSERT_EQ(offer->servers.size(), 2U);
    EXPECT_EQ(offer->servers[0].id, 0);
    EXPECT_EQ(offer->servers[0].prio, 10);
    EXPECT_EQ(offer->directory != nullptr, ldap);
    EXPECT_EQ(offer->dav_servers.size(), dav ? 1U : 0U);
    ASSERT_TRUE(catalog.find("example.net"));
    EXPECT_FALSE(catalog.find("example.net")->directory);
    ASSERT_TRUE(catalog.find("orphan.example.org"));
    EXPECT_EQ(catalog.find("orphan.example.org")->provider_name, "");
    EXPECT_FALSE(repository.refresh(catalog));
    // server 2 and 3, 77; provider -7; domains 3, 4 and 99; then ldapserver 88; davserver 1 and 66
    EXPECT_EQ(catalog.problems().size(), 7U + (ldap ? 1U : 0U) + (dav ? 2U : 0U))
        << testing::PrintToString(catalog.problems());
}

TEST_P(OlderDatabaseTest, tells_the_same_after_the_upgrade) {
    const auto database = open({file_}, Mode::read_write);
    const auto before = test::text(CatalogRepository(*database).load());
    const auto done = migrate(*database);
    ASSERT_TRUE(done) << done.error().what;
    EXPECT_GE(done->size(), 4U);
    EXPECT_TRUE(describe(*database).up_to_date()) << describe(*database).str();
    EXPECT_EQ(test::text(CatalogRepository(*database).load()), before);
    if (database->has_table("alembic_version")) {
        EXPECT_EQ(describe(*database).alembic, "43ebb40d0578");
    }
}

TEST_P(OlderDatabaseTest, is_upgraded_once) {
    const auto database = open({file_}, Mode::read_write);
    ASSERT_TRUE(migrate(*database));
    const auto again = migrate(*database);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->empty());
    EXPECT_EQ(backups().size(), 1U);
}

TEST_P(OlderDatabaseTest, is_copied_as_it_was) {
    ASSERT_TRUE(migrate(*open({file_}, Mode::read_write)));
    ASSERT_EQ(backups().size(), 1U);
    const auto copy = open({backups()[0]}, Mode::read_only);
    EXPECT_FALSE(copy->has_table("fingerpost_schema"));
    EXPECT_EQ(copy->has_column("server", "prio"), GetParam() >= Automx2::release_2020_2);
    EXPECT_EQ(integer_of(*copy, "SELECT count(*) FROM domain"), 5);
}

TEST_P(OlderDatabaseTest, takes_the_statements_of_the_manual_after_the_upgrade) {
    const auto database = open({file_}, Mode::read_write);
    ASSERT_TRUE(migrate(*database));
    database->run(
        "INSERT INTO provider (id, name, short_name) VALUES (100, 'Example', 'Ex');"
        "INSERT INTO server (id, prio, name, port, type, socket_type, user_name, authentication) "
        "VALUES (100, 20, 'imap.example.test', 143, 'imap', 'STARTTLS', '%EMAILADDRESS%', 'plain');"
        "INSERT INTO server (id, name, port, type, socket_type, user_name, authentication) "
        "VALUES (101, 'smtp.example.test', 587, 'smtp', 'STARTTLS', '%EMAILADDRESS%', 'plain');"
        "INSERT INTO domain (id, name, provider_id) VALUES (100, 'example.test', 100);"
        "INSERT INTO server_domain (server_id, domain_id) VALUES (100, 100), (101, 100);"
        "INSERT INTO ldapserver (id, name, port, use_ssl, search_base, search_filter, attr_uid, "
        "attr_cn, bind_password, bind_user) VALUES (100, 'ldap.example.test', 636, 1, 'dc=test', "
        "'(mail={0})', 'uid', 'cn', 'x', 'cn=reader');"
        "UPDATE domain SET ldapserver_id = 100 WHERE name = 'example.test';"
        "INSERT INTO davserver (id, url, port, type, use_ssl, domain_required, user_name) "
        "VALUES (100, 'https://dav.example.test', 443, 'carddav', 1, 0, '%EMAILADDRESS%');"
        "INSERT INTO davserver_domain (davserver_id, domain_id) VALUES (100, 100);"
    );
    const auto catalog = CatalogRepository(*database).load();
    const auto* offer = catalog.find("example.test");
    ASSERT_TRUE(offer);
    EXPECT_EQ(
        test::text(*offer),
        "100 \"Example\" \"Ex\" directory 101/10/2/1/smtp.example.test:587/%EMAILADDRESS% "
        "100/20/0/1/imap.example.test:143/%EMAILADDRESS% "
        "100/https://dav.example.test//%EMAILADDRESS%"
    );
}

TEST(Migrate, makes_a_whole_schema_in_an_empty_database_without_a_copy) {
    const test::Folder folder;
    const auto database = open({folder.file("db")}, Mode::create);
    EXPECT_EQ(describe(*database).base, Revision::Base::none);
    ASSERT_TRUE(migrate(*database));
    EXPECT_TRUE(describe(*database).up_to_date());
    for (const auto& table : base_schema())
        EXPECT_TRUE(database->has_table(table.name)) << table.name;
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
        EXPECT_EQ(entry.path().string().find("backup"), std::string::npos);
}

/// As version 5 of our own tables had it.
class LanguageColumnTest : public testing::Test {
protected:
    LanguageColumnTest() {
        database_->run(
            "ALTER TABLE fingerpost_provider_attribute RENAME COLUMN qualifier TO language;"
            "ALTER TABLE fingerpost_domain_attribute RENAME COLUMN qualifier TO language;"
            "DROP TABLE fingerpost_zone_serial; DROP TABLE fingerpost_rollover;"
            "DROP TABLE fingerpost_check_severity; DROP TABLE fingerpost_check_ignore;"
            "DROP TABLE fingerpost_check_memory; DROP TABLE fingerpost_check_state;"
            "DROP TABLE fingerpost_check_bit; DROP TABLE fingerpost_check_change;"
            "DROP TABLE fingerpost_check_due; DROP TABLE fingerpost_check_sweep;"
            "UPDATE fingerpost_schema SET version = 5;"
            "INSERT INTO provider VALUES (1, 'Example', 'Ex');"
            "INSERT INTO domain (id, name, provider_id) VALUES (1, 'example.com', 1);"
            "INSERT INTO fingerpost_provider_attribute VALUES (1, 'help_text', 'de', 'H');"
            "INSERT INTO fingerpost_domain_attribute VALUES (1, 'help_text', '', 'h')"
        );
    }

    std::unique_ptr<Connection> database_ = test::memory_database();
};

TEST_F(LanguageColumnTest, is_read_as_it_is_and_tells_the_same_after_the_upgrade) {
    const auto before = test::text(CatalogRepository(*database_).load());
    EXPECT_NE(before.find("help_text[de]"), before.npos) << before;
    ASSERT_TRUE(migrate(*database_));
    EXPECT_TRUE(describe(*database_).up_to_date());
    EXPECT_TRUE(database_->has_column("fingerpost_domain_attribute", "qualifier"));
    EXPECT_EQ(test::text(CatalogRepository(*database_).load()), before);
}

TEST_F(LanguageColumnTest, changes_are_recorded_after_the_upgrade) {
    ASSERT_TRUE(migrate(*database_));
    CatalogRepository repository(*database_);
    const auto catalog = repository.load();
    database_->run("INSERT INTO fingerpost_domain_attribute VALUES "
                   "(1, 'dkim', 'mail2026', 'v=DKIM1; p=')");
    const auto next = repository.refresh(catalog);
    ASSERT_TRUE(next);
    const auto keys = next->find("example.com")->attributes.all(AttributeId::dkim);
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_EQ(keys[0].qualifier, "mail2026");
}

TEST(Migrate, leaves_other_programs_alone) {
    const auto database = test::empty_database();
    database->run("CREATE TABLE domain (domain TEXT PRIMARY KEY, active INTEGER)");
    EXPECT_EQ(describe(*database).base, Revision::Base::foreign);
    EXPECT_EQ(migrate(*database).error().code, Errc::unsupported);
    EXPECT_FALSE(database->has_table("provider"));
}

TEST(Migrate, refuses_what_a_later_version_made) {
    const auto database = test::memory_database();
    database->run("UPDATE fingerpost_schema SET version = 99; DROP TRIGGER fingerpost_domain_insert"
    );
    EXPECT_EQ(migrate(*database).error().code, Errc::unsupported);
}

TEST(Migrate, records_again_when_another_program_dropped_the_triggers) {
    const auto database = test::memory_database();
    CatalogRepository repository(*database);
    const auto catalog = repository.load();
    database->run("DROP TRIGGER fingerpost_domain_insert");
    database->run("INSERT INTO domain (id, name, provider_id) VALUES (1, 'example.com', 1)");
    const auto done = migrate(*database);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->size(), 1U);
    const auto next = repository.refresh(catalog);
    ASSERT_TRUE(next);
    EXPECT_TRUE(next->find("example.com"));
}

} // namespace
} // namespace fingerpost::storage

#include "storage/catalog_repository.hpp"

#include "storage/catalog_assembly.hpp"
#include "storage/change_log.hpp"
#include "storage/problem_book.hpp"
#include "storage/seed.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

#include <random>

namespace fingerpost::storage {
namespace {

class CatalogRepositoryTest : public test::DatabaseTest {
protected:
    CatalogRepositoryTest() {
        EXPECT_TRUE(seed_example(*database_));
        database_->run("INSERT INTO ldapserver (id, name, port, use_ssl, search_base, "
                       "search_filter, attr_uid) VALUES (1, 'l.example.com', 636, 1, 'x', "
                       "'(mail={0})', 'uid')");
        if (!url().empty()) other_ = open({url()}, Mode::read_write);
        current_ = repository_.load();
    }

    /// By a second connection, where the engine has one.
    void change(const std::string& sql) { (other_ ? *other_ : *database_).run(sql); }

    std::string loaded() { return test::text(CatalogRepository(*database_).load()); }

    void expect_seen(const std::string& sql) {
        change(sql);
        auto next = repository_.refresh(current_);
        ASSERT_TRUE(next) << sql;
        current_ = std::move(*next);
        EXPECT_EQ(test::text(current_), loaded()) << sql;
        EXPECT_FALSE(repository_.refresh(current_)) << sql;
    }

    const Offer* find(std::string_view name) const { return current_.find_row(name); }

    std::unique_ptr<Connection> other_;
    CatalogRepository repository_{*database_};
    Catalog current_;
};
FINGERPOST_EVERY_ENGINE(CatalogRepositoryTest);

TEST_P(CatalogRepositoryTest, domains_with_the_same_rows_share_one_offer) {
    EXPECT_EQ(current_.domains(), 4U);
    ASSERT_TRUE(find("example.com"));
    EXPECT_EQ(find("example.com"), find("example.org"));
    EXPECT_NE(find("example.com"), find("example.test"));
    EXPECT_EQ(current_.census().providers, 2U);
    EXPECT_EQ(current_.census().servers, (std::array<std::size_t, 4>{2, 1, 3, 0}));
    EXPECT_EQ(current_.census().dav_servers, (std::array<std::size_t, 3>{1, 1, 0}));
}

TEST_P(CatalogRepositoryTest, says_nothing_when_nothing_changed) {
    EXPECT_FALSE(repository_.refresh(current_));
    change("CREATE TABLE unrelated (x); INSERT INTO unrelated VALUES (1)");
    EXPECT_FALSE(repository_.refresh(current_));
}

TEST_P(CatalogRepositoryTest, sees_every_change_of_domains) {
    expect_seen("INSERT INTO domain (id, name, provider_id) VALUES (50, 'new.example.com', 1)");
    EXPECT_TRUE(find("new.example.com"));
    expect_seen("UPDATE domain SET name = 'renamed.example.com' WHERE id = 50");
    EXPECT_FALSE(find("new.example.com"));
    EXPECT_TRUE(find("renamed.example.com"));
    expect_seen("UPDATE domain SET provider_id = 2 WHERE id = 50");
    EXPECT_EQ(find("renamed.example.com")->provider_name, "Test Mail");
    expect_seen("UPDATE domain SET ldapserver_id = 1 WHERE id = 50");
    EXPECT_TRUE(find("renamed.example.com")->directory);
    expect_seen("UPDATE domain SET id = 1000 WHERE name = 'example.com'");
    EXPECT_TRUE(find("example.com")->servers.empty());
    expect_seen("UPDATE domain SET id = 1 WHERE name = 'example.com'");
    EXPECT_EQ(find("example.com")->servers.size(), 4U);
    expect_seen("DELETE FROM domain WHERE name = 'renamed.example.com'");
    EXPECT_FALSE(find("renamed.example.com"));
    expect_seen("DELETE FROM domain");
    EXPECT_EQ(current_.domains(), 0U);
}

TEST_P(CatalogRepositoryTest, sees_rows_that_were_replaced) {
    expect_seen("INSERT OR REPLACE INTO domain (id, name, provider_id) VALUES (1, 'b.test', 1)");
    EXPECT_FALSE(find("example.com"));
    expect_seen("INSERT OR REPLACE INTO domain (id, name, provider_id) VALUES (70, 'b.test', 2)");
    expect_seen("UPDATE OR REPLACE domain SET name = 'b.test' WHERE name = 'example.net'");
    expect_seen("UPDATE OR REPLACE domain SET id = 3 WHERE name = 'b.test'");
    EXPECT_FALSE(find("example.org"));
    expect_seen("INSERT OR REPLACE INTO provider (id, name, short_name) VALUES (1, 'New', 'N')");
    EXPECT_EQ(find("b.test")->provider_name, "New");
}

TEST_P(CatalogRepositoryTest, sees_every_change_of_links) {
    for (const std::string table : {"server", "davserver"}) {
        const auto links = table + "_domain";
        expect_seen("INSERT INTO " + links + " (" + table + "_id, domain_id) VALUES (2, 4)");
        expect_seen("UPDATE OR REPLACE " + links + " SET " + table + "_id = 1 WHERE domain_id = 4");
        expect_seen("UPDATE OR REPLACE " + links + " SET domain_id = 3 WHERE domain_id = 4");
        expect_seen("UPDATE " + links + " SET domain_id = 99 WHERE domain_id = 3");
        expect_seen("DELETE FROM " + links + " WHERE domain_id = 99");
        expect_seen("INSERT INTO " + links + " (" + table + "_id, domain_id) VALUES (77, 4)");
        expect_seen("DELETE FROM " + links);
    }
    EXPECT_TRUE(find("example.com")->servers.empty());
    EXPECT_TRUE(find("example.com")->dav_servers.empty());
}

TEST_P(CatalogRepositoryTest, sees_every_change_of_providers_and_servers) {
    const std::string values = " VALUES (50, 'sieve.example.com', 4190, 'sieve', 'STARTTLS', "
                               "'%EMAILADDRESS%', 'plain')";
    expect_seen("INSERT INTO server_domain (server_id, domain_id) VALUES (50, 1)");
    expect_seen(
        "INSERT INTO server (id, name, port, type, socket_type, user_name, authentication)" + values
    );
    EXPECT_EQ(find("example.com")->servers.size(), 5U);
    expect_seen("UPDATE server SET prio = 1 WHERE id = 50");
    EXPECT_EQ(find("example.com")->servers[0].id, 50);
    expect_seen("UPDATE server SET type = 'odd' WHERE id = 50");
    EXPECT_EQ(find("example.com")->servers.size(), 4U);
    expect_seen("UPDATE server SET id = 51 WHERE id = 50");
    expect_seen("DELETE FROM server WHERE id < 3");
    EXPECT_EQ(find("example.com")->servers.size(), 2U);
    expect_seen("UPDATE davserver SET url = 'https://other.example.com/' WHERE id = 1");
    expect_seen("UPDATE davserver SET url = 'gopher://other.example.com/' WHERE id = 2");
    EXPECT_EQ(find("example.com")->dav_servers.size(), 1U);
    expect_seen("DELETE FROM davserver");
    expect_seen("INSERT INTO davserver (id, url, port, type, use_ssl, domain_required) VALUES "
                "(1, 'https://d.example.com', 0, 'caldav', 1, 1)");
    expect_seen("UPDATE provider SET name = 'Other' WHERE id = 1");
    EXPECT_EQ(find("example.com")->provider_name, "Other");
    expect_seen("DELETE FROM provider WHERE id = 1");
    EXPECT_EQ(find("example.com")->provider_name, "");
    expect_seen("INSERT INTO provider (id, name, short_name) VALUES (1, 'Again', 'A')");
    EXPECT_EQ(find("example.com")->provider_name, "Again");
}

TEST_P(CatalogRepositoryTest, sees_every_change_of_directories) {
    expect_seen("UPDATE domain SET ldapserver_id = 2");
    EXPECT_FALSE(find("example.com")->directory);
    expect_seen("UPDATE ldapserver SET id = 2");
    EXPECT_TRUE(find("example.com")->directory);
    EXPECT_EQ(find("example.com")->directory, find("example.net")->directory);
    expect_seen("UPDATE ldapserver SET attr_uid = 'cn', bind_user = 'a', bind_password = 'b'");
    EXPECT_EQ(find("example.com")->directory->attr_uid, "cn");
    EXPECT_EQ(find("example.com")->directory->bind_password, "b");
    expect_seen("UPDATE ldapserver SET port = 0");
    EXPECT_FALSE(find("example.com")->directory);
    EXPECT_EQ(current_.problems().front(), "ldapserver 2: port 0 is not between 1 and 65535");
    expect_seen("UPDATE ldapserver SET port = 389");
    EXPECT_TRUE(find("example.com")->directory);
    expect_seen("DELETE FROM ldapserver");
    EXPECT_FALSE(find("example.com")->directory);
    expect_seen("UPDATE domain SET ldapserver_id = NULL");
}

TEST_P(CatalogRepositoryTest, sees_every_change_of_attributes) {
    const auto webmail = [this](std::string_view domain) {
        return find(domain)->attributes.get(AttributeId::webmail);
    };
    expect_seen("INSERT INTO fingerpost_provider_attribute VALUES "
                "(1, 'webmail', '', 'https://all.example/'), (1, 'odd', '', 'x')");
    EXPECT_EQ(webmail("example.com"), "https://all.example/");
    EXPECT_EQ(
        current_.problems(), (std::vector<std::string>{"provider 1: there is no attribute \"odd\""})
    );
    expect_seen("INSERT INTO fingerpost_domain_attribute VALUES "
                "(1, 'webmail', '', 'https://one.example/')");
    EXPECT_EQ(webmail("example.com"), "https://one.example/");
    EXPECT_EQ(webmail("example.org"), "https://all.example/");
    expect_seen("UPDATE fingerpost_domain_attribute SET value = ''");
    EXPECT_EQ(webmail("example.com"), "");
    expect_seen("UPDATE fingerpost_domain_attribute SET value = 'no URL'");
    EXPECT_EQ(webmail("example.com"), "https://all.example/");
    EXPECT_EQ(current_.problems().size(), 2U);
    expect_seen("DELETE FROM fingerpost_domain_attribute");
    expect_seen("UPDATE fingerpost_provider_attribute SET provider_id = 2 WHERE name = 'webmail'");
    EXPECT_EQ(webmail("example.com"), "");
}

TEST_P(CatalogRepositoryTest, a_record_that_cannot_be_published_is_a_problem_and_nothing_more) {
    database_->run("INSERT INTO fingerpost_domain_attribute SELECT id, 'dkim', 'x', 'p=AAAA' FROM "
                   "domain UNION ALL SELECT id, 'spf', '', 'v=spf1 nonsense' FROM domain");
    const auto catalog = repository_.load();
    ASSERT_TRUE(catalog.find("example.com"));
    EXPECT_FALSE(catalog.find("example.com")->attributes.has(AttributeId::dkim));
    EXPECT_FALSE(catalog.find("example.com")->attributes.has(AttributeId::spf));
    EXPECT_GE(catalog.problems().size(), 2U);
}

TEST_P(CatalogRepositoryTest, attributes_go_and_move_with_their_owners) {
    const std::string set = "INSERT INTO fingerpost_domain_attribute VALUES "
                            "(1, 'webmail', '', 'https://one.example/'); ";
    const auto rows = [this] { return number("SELECT count(*) FROM fingerpost_domain_attribute"); };
    expect_seen(set + "DELETE FROM domain WHERE id = 1");
    EXPECT_EQ(rows(), 0);
    expect_seen("INSERT INTO domain (id, name, provider_id) VALUES (1, 'next.test', 1); " + set);
    expect_seen("UPDATE domain SET id = 60 WHERE id = 1");
    EXPECT_TRUE(find("next.test")->attributes.has(AttributeId::webmail));
    // replaced: its old attributes lead nowhere, and no later row of that id gets them
    expect_seen("INSERT OR REPLACE INTO domain (id, name, provider_id) VALUES (61, 'next.test', 1)"
    );
    expect_seen("INSERT INTO domain (id, name, provider_id) VALUES (60, 'later.test', 1)");
    EXPECT_FALSE(find("later.test")->attributes.has(AttributeId::webmail));
    expect_seen("UPDATE domain SET id = 1 WHERE id = 60; " + set + "DELETE FROM provider");
}

TEST_P(CatalogRepositoryTest, an_attribute_takes_the_place_of_rows_of_its_kind) {
    expect_seen("INSERT INTO fingerpost_provider_attribute VALUES "
                "(1, 'jmap', '', 'https://jmap.example.com/session'), "
                "(1, 'managesieve', '', 'sieve.example.com:4190')");
    const auto& offer = *find("example.com");
    EXPECT_EQ(offer.dav_servers.back().url(), "https://jmap.example.com/session");
    EXPECT_EQ(offer.servers.back().service, Service::managesieve);
    EXPECT_EQ(offer.servers.back().host, "sieve.example.com");
}

TEST_P(CatalogRepositoryTest, serves_the_exact_spelling_of_a_domain_or_else_the_first) {
    const auto add = [](int id, const std::string& name) {
        return "INSERT INTO domain (id, name, provider_id) VALUES (" + std::to_string(id) + ", '" +
               name + "', " + std::to_string(id) + ")";
    };
    expect_seen(add(20, "Double.Example.Com"));
    EXPECT_EQ(find("double.example.com")->provider_id, 20);
    expect_seen(add(19, "DOUBLE.EXAMPLE.COM"));
    EXPECT_EQ(find("double.example.com")->provider_id, 19);
    expect_seen(add(21, "double.example.com"));
    EXPECT_EQ(find("double.example.com")->provider_id, 21);
    EXPECT_EQ(current_.problems().size(), 3U); // two spellings and a provider
    expect_seen("DELETE FROM domain WHERE id = 21");
    EXPECT_EQ(find("double.example.com")->provider_id, 19);
    expect_seen("UPDATE domain SET name = 'other.example.com' WHERE id = 19");
    EXPECT_EQ(find("double.example.com")->provider_id, 20);
    expect_seen("UPDATE domain SET name = 'not a name' WHERE id = 20");
    EXPECT_FALSE(find("double.example.com"));
    expect_seen(add(22, "m\u00fcller.example"));
    EXPECT_TRUE(find("xn--mller-kva.example"));
    expect_seen(add(23, "*.Wild.example."));
    EXPECT_TRUE(find("*.wild.example"));
}

TEST_P(CatalogRepositoryTest, reads_everything_when_the_log_does_not_reach_back) {
    const auto log_rows = [this] { return number("SELECT count(*) FROM fingerpost_change"); };
    for (const int changes : {12000, 30000}) {
        Transaction many(*database_);
        for (int i = 0; i < changes; ++i)
            database_->run("UPDATE provider SET short_name = 'x' WHERE id = 1");
        many.commit();
        EXPECT_LE(log_rows(), change_log_full + 1);
        EXPECT_GT(log_rows(), change_log_kept);
        expect_seen("UPDATE provider SET name = 'Late" + std::to_string(changes) + "'");
    }
    EXPECT_EQ(find("example.com")->provider_name, "Late30000");
    EXPECT_EQ(log_rows(), change_log_kept + 1);
    expect_seen("DELETE FROM fingerpost_change; UPDATE provider SET name = 'Gone' WHERE id = 1");
    expect_seen("DELETE FROM fingerpost_change; UPDATE provider SET name = 'B' WHERE id = 1");
    expect_seen("UPDATE fingerpost_change SET name = 'other'; DELETE FROM domain WHERE id = 1");
}

TEST_P(CatalogRepositoryTest, reads_everything_when_there_is_no_log) {
    expect_seen("DROP TRIGGER fingerpost_domain_delete; DELETE FROM domain WHERE id = 1");
    EXPECT_FALSE(find("example.com"));
    expect_seen("DELETE FROM domain WHERE id = 2");
}

TEST_P(CatalogRepositoryTest, loads_many_domains) {
    change("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 70000) "
           "INSERT INTO domain (name, provider_id) SELECT 'd' || i || '.example', i % 2 FROM n");
    const auto next = repository_.refresh(current_);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->domains(), 70004U);
    EXPECT_EQ(next->find("d1.example")->provider_id, 1);
    EXPECT_EQ(next->find("d70000.example")->provider_id, 0);
}

TEST_P(CatalogRepositoryTest, keeps_the_first_problems_only) {
    Transaction many(*database_);
    for (int i = 0; i < 1500; ++i)
        database_->run(
            "INSERT INTO domain (name, provider_id) VALUES ('no name " + std::to_string(i) + "', 1)"
        );
    many.commit();
    const auto next = repository_.refresh(current_);
    ASSERT_TRUE(next);
    EXPECT_EQ(next->problems().size(), Catalog::problems_max);
    EXPECT_EQ(next->domains(), 4U);
}

/// Statements over few ids and names, so that rows meet, vanish and come again.
class RandomSql {
public:
    std::string next() {
        const auto id = number(0, 9);
        switch (pick(0, 15)) {
        case 0:
        case 1:
            return insert(
                "domain (id, name, provider_id, ldapserver_id)",
                id + ", '" + domain() + "', " + number(0, 3) + ", " + ldap()
            );
        case 2: return "UPDATE OR IGNORE domain SET name = '" + domain() + "' WHERE id = " + id;
        case 3: return "UPDATE OR REPLACE domain SET id = " + number(0, 9) + " WHERE id = " + id;
        case 4: return "UPDATE domain SET provider_id = " + number(0, 3) + " WHERE id = " + id;
        case 5: return "DELETE FROM domain WHERE id = " + id;
        case 6: return insert("provider (id, name, short_name)", number(0, 3) + ", 'P', 'p'");
        case 7: return "DELETE FROM " + table() + " WHERE id = " + number(0, 3);
        case 8:
            return insert(
                "server (id, prio, name, port, type, socket_type, user_name, "
                "authentication)",
                number(0, 3) + ", " + number(0, 3) + ", 'h.example.com', 993, '" + word() +
                    "', 'SSL', 'u', 'plain'"
            );
        case 9:
            return insert(
                "davserver (id, url, port, type, use_ssl, domain_required)",
                number(0, 3) + ", 'https://h.example.com/', 0, '" + word() + "', 1, 1"
            );
        case 10: return insert("server_domain (server_id, domain_id)", number(0, 3) + ", " + id);
        case 11:
            return insert("davserver_domain (davserver_id, domain_id)", number(0, 3) + ", " + id);
        case 12:
            return "UPDATE OR REPLACE " + links() + " SET domain_id = " + number(0, 9) +
                   " WHERE domain_id = " + id;
        case 13:
            return insert(
                "fingerpost_domain_attribute (domain_id, name, qualifier, value)",
                id + ", '" + attribute() + "', '', '" + value() + "'"
            );
        case 14:
            return insert(
                "fingerpost_provider_attribute (provider_id, name, qualifier, value)",
                number(0, 3) + ", '" + attribute() + "', '', '" + value() + "'"
            );
        default: return "DELETE FROM " + links() + " WHERE domain_id = " + id;
        }
    }

private:
    int pick(int from, int to) { return std::uniform_int_distribution(from, to)(random_); }
    std::string number(int from, int to) { return std::to_string(pick(from, to)); }
    template <class... Words>
    std::string one_of(Words... words) {
        const std::array<const char*, sizeof...(words)> all{words...};
        return all[std::uniform_int_distribution<std::size_t>(0, all.size() - 1)(random_)];
    }
    std::string insert(const std::string& into, const std::string& values) {
        return "INSERT OR " + one_of("REPLACE", "IGNORE") + " INTO " + into + " VALUES (" + values +
               ")";
    }
    std::string domain() {
        return one_of(
            "a.example",
            "A.example",
            "A.EXAMPLE",
            "b.example",
            "B.example.",
            "c.example",
            "no name",
            "#3",
            "*.example",
            "*"
        );
    }
    std::string ldap() { return one_of("NULL", "1", "2"); }
    std::string table() { return one_of("provider", "server", "davserver", "ldapserver"); }
    std::string attribute() { return one_of("webmail", "jmap", "managesieve", "odd"); }
    std::string value() { return one_of("https://a.example/", "a.example:4190", "b.example", ""); }
    std::string links() { return one_of("server_domain", "davserver_domain"); }
    std::string word() { return one_of("imap", "smtp", "caldav", "carddav", "odd"); }

    std::mt19937 random_{7};
};

TEST_P(CatalogRepositoryTest, a_refresh_equals_a_load_whatever_happened) {
    RandomSql sql;
    for (int batch = 0; batch < 200; ++batch) {
        std::string statements;
        for (int i = 0; i <= batch % 5; ++i)
            statements += sql.next() + ";\n";
        change(statements);
        if (auto next = repository_.refresh(current_)) current_ = std::move(*next);
        ASSERT_EQ(test::text(current_), loaded()) << statements;
    }
}

TEST(ProblemBook, tells_each_sentence_once_and_takes_back_what_was_mended) {
    ProblemBook book;
    book.set(ProblemBook::Of::offer, "1", {"b", "a"});
    book.set(ProblemBook::Of::offer, "2", {"a"});
    EXPECT_EQ(book.sentences(), (std::vector<std::string>{"a", "b"}));
    book.erase(ProblemBook::Of::offer, "1");
    EXPECT_EQ(book.sentences(), (std::vector<std::string>{"a"}));
}

} // namespace
} // namespace fingerpost::storage

#include "storage/domain_repository.hpp"
#include "storage/ldap_server_repository.hpp"
#include "storage/provider_repository.hpp"
#include "storage/seed.hpp"
#include "storage/server_repository.hpp"
#include "support/database.hpp"

#include <gtest/gtest.h>

namespace fingerpost::storage {
namespace {

bool says(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

ServerRow imap(const std::string& host) {
    ServerRow row;
    row.type = "imap";
    row.name = host;
    return row;
}

class RepositoriesTest : public test::DatabaseTest {
protected:
    RepositoriesTest() { EXPECT_TRUE(seed_example(*database_)); }

    ProviderRepository providers_{*database_};
    ServerRepository servers_{*database_};
    DavServerRepository dav_servers_{*database_};
    DomainRepository domains_{*database_};
    LdapServerRepository directories_{*database_};
};
FINGERPOST_EVERY_ENGINE(RepositoriesTest);

TEST_P(RepositoriesTest, a_provider_is_found_by_id_and_by_name) {
    EXPECT_EQ(providers_.list().size(), 2U);
    EXPECT_EQ(providers_.get("1")->name, "Example & Sons");
    EXPECT_EQ(providers_.get("Test Mail")->id, 2);
    const auto none = providers_.get("Test Mial");
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().code, Errc::not_found);
    EXPECT_TRUE(says(none.error().what, "did you mean \"Test Mail\"")) << none.error().what;
}

TEST_P(RepositoriesTest, a_provider_has_a_name_of_its_own) {
    const auto added = providers_.add("  New Mail Ltd ");
    ASSERT_TRUE(added);
    EXPECT_EQ(providers_.get("New Mail Ltd")->short_name, "New");
    EXPECT_EQ(providers_.add("New Mail Ltd").error().code, Errc::conflict);
    EXPECT_EQ(providers_.add(" ").error().code, Errc::bad_request);
    EXPECT_EQ(providers_.add("\xff").error().code, Errc::bad_request);
    EXPECT_TRUE(providers_.set({added->id, "Newer", "N"}));
    EXPECT_EQ(providers_.get("Newer")->id, added->id);
    EXPECT_EQ(providers_.set({added->id, "Test Mail", "N"}).error().code, Errc::conflict);
    EXPECT_EQ(providers_.set({99, "Nobody", "N"}).error().code, Errc::not_found);
}

TEST_P(RepositoriesTest, a_provider_with_domains_goes_only_with_them) {
    const auto refused = providers_.remove(1);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_TRUE(says(refused.error().what, "3 domains")) << refused.error().what;
    EXPECT_TRUE(providers_.remove(1, Removal::cascade));
    EXPECT_EQ(domains_.list().total, 1);
    EXPECT_EQ(number("SELECT count(*) FROM server_domain"), 2);
    EXPECT_EQ(number("SELECT count(*) FROM davserver_domain"), 0);
    EXPECT_EQ(providers_.remove(1).error().code, Errc::not_found);
}

TEST_P(RepositoriesTest, a_server_is_completed_and_checked) {
    const auto added = servers_.add(imap("IMAP.Example.Net."));
    ASSERT_TRUE(added);
    EXPECT_EQ(added->name, "imap.example.net");
    EXPECT_EQ(added->port, 993);
    EXPECT_EQ(added->socket_type, "SSL");
    EXPECT_EQ(added->user_name, "%EMAILADDRESS%");
    EXPECT_EQ(added->authentication, "plain");
    auto plain_port = imap("imap.example.net");
    plain_port.port = 143;
    EXPECT_EQ(servers_.add(plain_port)->socket_type, "STARTTLS");
    EXPECT_EQ(servers_.add(imap("no host")).error().code, Errc::bad_request);
    auto row = *servers_.get(added->id);
    row.prio = 5;
    EXPECT_TRUE(servers_.set(row));
    EXPECT_EQ(servers_.get(added->id)->prio, 5);
    row.type = "gopher";
    EXPECT_EQ(servers_.set(row).error().code, Errc::bad_request);
    row = imap("imap.example.net");
    row.id = 99;
    EXPECT_EQ(servers_.set(row).error().code, Errc::not_found);
    EXPECT_EQ(servers_.get(99).error().code, Errc::not_found);
}

TEST_P(RepositoriesTest, a_server_in_use_goes_only_with_its_links) {
    const auto refused = servers_.remove(1);
    EXPECT_EQ(refused.error().code, Errc::conflict);
    EXPECT_TRUE(says(refused.error().what, "3 domains"));
    EXPECT_TRUE(servers_.remove(1, Removal::cascade));
    EXPECT_EQ(domains_.get("example.com")->servers.size(), 3U);
    EXPECT_EQ(dav_servers_.remove(1).error().code, Errc::conflict);
    EXPECT_TRUE(dav_servers_.remove(1, Removal::cascade));
    EXPECT_EQ(domains_.get("example.com")->dav_servers, std::vector<std::int64_t>{2});
    EXPECT_EQ(dav_servers_.remove(1).error().code, Errc::not_found);
}

TEST_P(RepositoriesTest, a_dav_server_is_checked) {
    StoredDavServer server;
    server.row.type = "CalDAV";
    server.row.url = "http://dav.example.net:8080/%EMAILADDRESS%/";
    server.domain_required = false;
    const auto added = dav_servers_.add(server);
    ASSERT_TRUE(added);
    auto stored = *dav_servers_.get(added->row.id);
    EXPECT_EQ(stored.row.type, "caldav");
    EXPECT_FALSE(stored.row.use_ssl);
    EXPECT_FALSE(stored.domain_required);
    stored.row.url = "https://dav.example.net/";
    EXPECT_TRUE(dav_servers_.set(stored));
    EXPECT_TRUE(dav_servers_.get(added->row.id)->row.use_ssl);
    EXPECT_EQ(dav_servers_.list().size(), 3U);
    stored.row.url = "dav.example.net";
    EXPECT_EQ(dav_servers_.set(stored).error().code, Errc::bad_request);
    EXPECT_EQ(dav_servers_.add(stored).error().code, Errc::bad_request);
}

TEST_P(RepositoriesTest, a_domain_has_one_owner_and_one_spelling) {
    const auto added = domains_.add("B\u00dcCHER.Example.", 2);
    ASSERT_TRUE(added);
    EXPECT_EQ(added->name, "xn--bcher-kva.example");
    EXPECT_EQ(domains_.get("b\u00fccher.example")->provider_id, 2);
    const auto taken = domains_.add("EXAMPLE.com", 2);
    EXPECT_EQ(taken.error().code, Errc::conflict);
    EXPECT_TRUE(says(taken.error().what, "Example & Sons")) << taken.error().what;
    EXPECT_EQ(domains_.add("new.example.com", 99).error().code, Errc::not_found);
    EXPECT_EQ(domains_.add("no domain", 1).error().code, Errc::bad_request);
    EXPECT_TRUE(domains_.add("*.example.com", 1));
}

TEST_P(RepositoriesTest, a_domain_can_be_changed_and_removed) {
    auto domain = *domains_.get("example.com");
    EXPECT_EQ(domain.servers, (std::vector<std::int64_t>{1, 2, 3, 4}));
    LdapServer directory;
    directory.name = "ldap.example.com";
    domain.ldapserver_id = *directories_.add(directory);
    domain.provider_id = 2;
    EXPECT_TRUE(domains_.set(domain));
    EXPECT_EQ(domains_.get("example.com")->ldapserver_id, domain.ldapserver_id);
    domain.ldapserver_id = 99;
    EXPECT_EQ(domains_.set(domain).error().code, Errc::not_found);
    domain.ldapserver_id.reset();
    domain.name = "example.net";
    EXPECT_EQ(domains_.set(domain).error().code, Errc::conflict);
    EXPECT_TRUE(domains_.remove("Example.com"));
    const auto gone = domains_.remove("example.com");
    EXPECT_EQ(gone.error().code, Errc::not_found);
    EXPECT_EQ(number("SELECT count(*) FROM server_domain WHERE domain_id = 1"), 0);
    const auto near = domains_.get("example.og");
    EXPECT_TRUE(says(near.error().what, "example.org")) << near.error().what;
}

TEST_P(RepositoriesTest, servers_are_attached_and_detached) {
    EXPECT_TRUE(domains_.attach("example.test", Link::server, 1));
    EXPECT_TRUE(domains_.attach("example.test", Link::server, 1));
    EXPECT_TRUE(domains_.attach("example.test", Link::dav_server, 2));
    EXPECT_TRUE(domains_.attach("example.test", Link::dav_server, 1));
    EXPECT_EQ(domains_.get("example.test")->servers, (std::vector<std::int64_t>{1, 5, 6}));
    EXPECT_EQ(domains_.get("example.test")->dav_servers, (std::vector<std::int64_t>{2, 1}));
    EXPECT_TRUE(domains_.detach("example.test", Link::server, 5));
    EXPECT_TRUE(domains_.detach("example.test", Link::server, 5));
    EXPECT_EQ(domains_.get("example.test")->servers, (std::vector<std::int64_t>{1, 6}));
    EXPECT_EQ(domains_.attach("example.test", Link::server, 99).error().code, Errc::not_found);
    EXPECT_EQ(domains_.attach("nobody.test", Link::server, 1).error().code, Errc::not_found);
}

TEST_P(RepositoriesTest, domains_are_listed_in_pages) {
    Transaction all(*database_);
    for (int i = 0; i < 30; ++i)
        ASSERT_TRUE(domains_.add("d" + std::to_string(i) + ".example.com", 2));
    all.commit();
    EXPECT_EQ(domains_.list().total, 34);
    DomainQuery query;
    query.containing = "EXAMPLE.com";
    query.limit = 10;
    query.offset = 25;
    const auto page = domains_.list(query);
    EXPECT_EQ(page.total, 31);
    EXPECT_EQ(page.domains.size(), 6U);
    query = {"example.com", 1};
    EXPECT_EQ(domains_.list(query).total, 1);
    query.containing = "%";
    EXPECT_EQ(domains_.list(query).total, 0);
}

TEST_P(RepositoriesTest, a_directory_keeps_what_it_was_given) {
    LdapServer directory;
    EXPECT_EQ(directories_.add(directory).error().code, Errc::bad_request);
    directory.name = "ldap.example.com";
    directory.attr_cn.reset();
    directory.bind_user = "cn=reader";
    EXPECT_EQ(directories_.add(directory).error().code, Errc::bad_request);
    directory.bind_password = "secret";
    const auto id = directories_.add(directory);
    ASSERT_TRUE(id);
    const auto stored = directories_.get(*id);
    EXPECT_EQ(stored->attr_cn, std::nullopt);
    EXPECT_EQ(stored->bind_user, "cn=reader");
    EXPECT_EQ(stored->bind_password, "secret");
    EXPECT_EQ(directories_.list().size(), 1U);
    EXPECT_EQ(directories_.get(99).error().code, Errc::not_found);
    directory.port = 0;
    EXPECT_EQ(directories_.add(directory).error().code, Errc::bad_request);
    auto changed = *stored;
    changed.bind_user = changed.bind_password = "";
    EXPECT_TRUE(directories_.set(changed));
    EXPECT_EQ(directories_.get(*id)->bind_password, std::nullopt);
    changed.search_base = std::string(129, 'x');
    EXPECT_EQ(directories_.set(changed).error().code, Errc::bad_request);
    changed = *stored;
    changed.id = 99;
    EXPECT_EQ(directories_.set(changed).error().code, Errc::not_found);
}

TEST_P(RepositoriesTest, a_directory_is_removed_once_no_domain_needs_it) {
    LdapServer directory;
    directory.name = "ldap.example.com";
    const auto id = *directories_.add(directory);
    auto domain = *domains_.get("example.com");
    domain.ldapserver_id = id;
    EXPECT_TRUE(domains_.set(domain));
    EXPECT_EQ(directories_.count_of_domains(id), 1);
    EXPECT_EQ(directories_.remove(id).error().code, Errc::conflict);
    EXPECT_TRUE(directories_.remove(id, Removal::cascade));
    EXPECT_EQ(domains_.get("example.com")->ldapserver_id, std::nullopt);
    EXPECT_EQ(directories_.remove(id).error().code, Errc::not_found);
}

TEST_P(RepositoriesTest, several_calls_make_one_transaction) {
    {
        Transaction transaction(*database_);
        EXPECT_TRUE(providers_.remove(1, Removal::cascade));
        EXPECT_TRUE(domains_.remove("example.test"));
    }
    EXPECT_EQ(domains_.list().total, 4);
}

} // namespace
} // namespace fingerpost::storage

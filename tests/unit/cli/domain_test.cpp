#include "support/database_command_line.hpp"

namespace fingerpost::cli {
namespace {

class DomainVerbs : public testing::Test, public test::DatabaseCommandLine {
protected:
    void SetUp() override { fill(); }

    std::int64_t total() const { return json({"domain", "list"}).at("total").as_int64(); }
};

TEST_F(DomainVerbs, add_takes_many_and_prints_their_ids) {
    EXPECT_EQ(
        done({"domain", "add", "example.net", "EXAMPLE.org.", "--provider=Example Hosting"}),
        "added domain example.net, id 2; it offers no server yet\n"
        "added domain example.org, id 3; it offers no server yet\n"
    );
    const auto added =
        json({"domain", "add", "m\u00fcller.test", "--provider=1", "--server=dav:1"});
    EXPECT_EQ(added.at(0).at("name"), "xn--mller-kva.test");
    EXPECT_EQ(added.at(0).at("servers").at(0), "dav:1");
    EXPECT_NE(done({"domain", "list"}).find("(m\u00fcller.test)"), std::string::npos);
}

TEST_F(DomainVerbs, add_adds_all_or_nothing) {
    EXPECT_EQ(
        refused({"domain", "add", "example.net", "--provider=1", "--server=1", "--server=9"}),
        "fingerpost: there is no server 9; see: fingerpost server list\n"
    );
    EXPECT_NE(
        refused({"domain", "add", "example.net", "example.com", "--provider=1"})
            .find("belongs to provider 1 (Example Hosting)"),
        std::string::npos
    );
    refused({"domain", "add", "example.net", "a b", "--provider=1"});
    refused({"domain", "add", "example.net", "--provider=7"});
    EXPECT_NE(refused({"domain", "add", "example.net"}).find("--like DOMAIN"), std::string::npos);
    EXPECT_EQ(total(), 1);
}

TEST_F(DomainVerbs, add_like_another_copies_what_it_offers) {
    const auto added = json({"domain", "add", "example.net", "--like=example.com"});
    EXPECT_EQ(added.at(0).at("provider"), "Example Hosting");
    EXPECT_EQ(added.at(0).at("servers"), boost::json::parse(R"(["1","2","dav:1"])"));
    done({"provider", "add", "Other"});
    const auto other = json({"domain", "add", "example.org", "--like=example.com", "--provider=2"});
    EXPECT_EQ(other.at(0).at("provider"), "Other");
    refused({"domain", "add", "example.test", "--like=nowhere.test"});
}

TEST_F(DomainVerbs, list_pages_and_says_when_there_is_more) {
    std::vector<std::string> add{"domain", "add", "--provider=1"};
    for (int i = 0; i < 5; ++i)
        add.push_back("d" + std::to_string(i) + ".example.net");
    done(add);
    const auto page = json({"domain", "list", "--limit=2", "--offset=1"});
    EXPECT_EQ(page.at("total"), 6);
    EXPECT_EQ(page.at("offset"), 1);
    EXPECT_EQ(page.at("truncated"), true);
    EXPECT_EQ(page.at("domains").at(0).at("name"), "d1.example.net");
    EXPECT_EQ(page.at("domains").as_array().size(), 2U);
    EXPECT_NE(
        done({"domain", "list", "--limit=2", "--offset=1"})
            .find("\ndomains 2 to 3 of 6; more with --offset 3\n"),
        std::string::npos
    );
    EXPECT_EQ(json({"domain", "list", "--limit=2", "--offset=4"}).at("truncated"), false);
    EXPECT_EQ(done({"domain", "list", "--offset=9"}), "no domains here; there are 6\n");
    EXPECT_EQ(json({"domain", "list", "--containing=NET"}).at("total"), 5);
    refused({"domain", "list", "--limit=0"});
    refused({"domain", "list", "--offset=-1"});
}

TEST_F(DomainVerbs, list_shows_one_providers_domains) {
    done({"provider", "add", "Other"});
    done({"domain", "add", "example.net", "--provider=Other"});
    const auto page = json({"domain", "list", "--provider=Other"});
    EXPECT_EQ(page.at("total"), 1);
    EXPECT_EQ(page.at("domains").at(0).at("provider_id"), 2);
    EXPECT_EQ(
        done({"domain", "list"}),
        "DOMAIN       PROVIDER         DIRECTORY  SERVERS\n"
        "example.com  Example Hosting             1 2 dav:1\n"
        "example.net  Other\n"
        "domains: 2\n"
    );
    refused({"domain", "list", "--provider=Nobody"});
}

TEST_F(DomainVerbs, set_changes_servers_and_provider) {
    done({"provider", "add", "Other"});
    done({"server", "add", "--type=pop", "--name=pop.example.net"});
    const auto changed = json(
        {"domain",
         "set",
         "example.com",
         "--provider=Other",
         "--add-server=3",
         "--remove-server=1",
         "--remove-server=dav:1"}
    );
    EXPECT_EQ(changed.at("provider"), "Other");
    EXPECT_EQ(changed.at("servers"), boost::json::parse(R"(["2","3"])"));
}

TEST_F(DomainVerbs, set_changes_all_or_nothing) {
    EXPECT_EQ(
        refused({"domain", "set", "example.com", "--remove-server=1", "--remove-server=9"}),
        "fingerpost: example.com does not offer server 9; it offers 1 2 dav:1\n"
    );
    refused({"domain", "set", "example.com", "--remove-server=1", "--add-server=9"});
    refused({"domain", "set", "example.com", "--ldapserver=5"});
    EXPECT_NE(
        refused({"domain", "set", "example.com", "--ldapserver=x"}).find("neither an id nor none"),
        std::string::npos
    );
    refused({"domain", "set", "example.com"});
    EXPECT_EQ(
        json({"domain", "show", "example.com"}).at("servers"),
        boost::json::parse(R"(["1","2","dav:1"])")
    );
}

TEST_F(DomainVerbs, remove_removes_all_or_nothing) {
    done({"domain", "add", "example.net", "--like=example.com"});
    EXPECT_NE(
        refused({"domain", "remove", "example.net", "example.con"}).find("did you mean"),
        std::string::npos
    );
    EXPECT_EQ(total(), 2);
    EXPECT_EQ(
        done({"domain", "remove", "example.net", "example.com"}),
        "removed domain example.net\nremoved domain example.com\n"
    );
    EXPECT_EQ(total(), 0);
    EXPECT_EQ(json({"server", "list"}).as_array().size(), 3U);
}

TEST_F(DomainVerbs, show_tells_what_clients_are_told_in_order) {
    EXPECT_EQ(
        done({"domain", "show", "example.com"}),
        "domain    example.com\n"
        "id        1\n"
        "provider  Example Hosting\n"
        "told to clients, in this order:\n"
        "  1  imap  imap.example.net:993  SSL  plain  %EMAILADDRESS%\n"
        "  2  smtp  smtp.example.net:465  SSL  plain  %EMAILADDRESS%\n"
        "told to clients that ask for calendars, contacts or JMAP:\n"
        "  dav:1  caldav  https://dav.example.net/dav/  %EMAILADDRESS%\n"
    );
}

TEST_F(DomainVerbs, show_tells_what_is_left_out_and_why) {
    const std::vector<std::vector<std::string>> more{
        {"--type=imap", "--name=second.example.net"},
        {"--type=imap", "--name=open.example.net", "--socket-type=plain"},
        {"--type=sieve", "--name=sieve.example.net"}};
    for (auto words : more) {
        words.insert(words.begin(), {"server", "add", "--domain=example.com"});
        done(words);
    }
    const auto shown = json({"domain", "show", "example.com"});
    EXPECT_EQ(shown.at("told").as_array().size(), 2U);
    const auto& left_out = shown.at("left_out").as_array();
    ASSERT_EQ(left_out.size(), 3U);
    const auto why = [&](std::size_t i) {
        return std::string(left_out.at(i).at("id").as_string()) + ' ' +
               std::string(left_out.at(i).at("why").as_string());
    };
    EXPECT_EQ(why(0), "3 one imap server with SSL is told, and server 1 comes first");
    EXPECT_EQ(why(1), "5 discovery documents have no place for sieve; its DNS record tells of it");
    EXPECT_EQ(
        why(2),
        "4 no TLS: not every client can use it, and there is another imap server that all can use"
    );
}

TEST_F(DomainVerbs, show_finds_the_wildcard_that_answers) {
    done({"server", "add", "--type=imap", "--name=imap.%EMAILDOMAIN%"});
    done({"domain", "add", "*.example.com", "*", "--provider=1", "--server=3"});
    const auto shown = json({"domain", "show", "a.b.Example.com"});
    EXPECT_EQ(shown.at("name"), "a.b.example.com");
    EXPECT_EQ(shown.at("row"), "*.example.com");
    EXPECT_EQ(shown.at("told").at(0).at("name"), "imap.a.b.example.com");
    EXPECT_EQ(json({"domain", "show", "example.test"}).at("row"), "*");
    EXPECT_EQ(json({"domain", "show", "*.example.com"}).at("row"), "*.example.com");
    done({"domain", "remove", "*"});
    EXPECT_NE(refused({"domain", "show", "example.test"}).find("no domain"), std::string::npos);
}

TEST_F(DomainVerbs, the_help_explains_wildcards_and_ids) {
    EXPECT_NE(
        test::run(verbs(), {"domain", "--help"}).out.find("*.example.com"), std::string::npos
    );
    EXPECT_NE(test::run(verbs(), {"server", "--help"}).out.find("dav:7"), std::string::npos);
}

} // namespace
} // namespace fingerpost::cli

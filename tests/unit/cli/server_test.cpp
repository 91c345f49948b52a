#include "support/database_command_line.hpp"

namespace fingerpost::cli {
namespace {

class ServerVerbs : public testing::Test, public test::DatabaseCommandLine {};

TEST_F(ServerVerbs, add_fills_in_what_the_type_says) {
    const auto imap = json({"server", "add", "--type=imap", "--name=IMAP.example.net"});
    EXPECT_EQ(imap.at("id"), "1");
    EXPECT_EQ(imap.at("name"), "imap.example.net");
    EXPECT_EQ(imap.at("port"), 993);
    EXPECT_EQ(imap.at("socket_type"), "SSL");
    EXPECT_EQ(imap.at("user_name"), "%EMAILADDRESS%");
    EXPECT_EQ(imap.at("authentication"), "plain");
    EXPECT_EQ(imap.at("prio"), 10);
    EXPECT_TRUE(imap.at("problem").is_null());
}

TEST_F(ServerVerbs, add_stores_the_words_automx2_knows) {
    const auto pop = json(
        {"server",
         "add",
         "--type=POP3",
         "--name=pop.example.net",
         "--socket-type=starttls",
         "--authentication=password-cleartext",
         "--prio=-5"}
    );
    EXPECT_EQ(pop.at("type"), "pop");
    EXPECT_EQ(pop.at("port"), 110);
    EXPECT_EQ(pop.at("socket_type"), "STARTTLS");
    EXPECT_EQ(pop.at("authentication"), "plain");
    EXPECT_EQ(pop.at("prio"), -5);
}

TEST_F(ServerVerbs, dav_servers_have_ids_of_their_own) {
    fill();
    EXPECT_EQ(
        done({"server", "add", "--type=carddav", "--url=https://dav.example.net/card/"}),
        "added server dav:2: carddav https://dav.example.net/card/\n"
    );
    EXPECT_EQ(json({"server", "show", "dav:1"}).at("type"), "caldav");
    EXPECT_EQ(json({"server", "show", "1"}).at("type"), "imap");
    EXPECT_EQ(
        refused({"server", "show", "dav:9"}),
        "fingerpost: there is no server dav:9; see: fingerpost server list\n"
    );
    EXPECT_NE(refused({"server", "show", "x"}).find("\"x\" is no server's id"), std::string::npos);
}

TEST_F(ServerVerbs, add_says_which_option_is_wrong) {
    const std::vector<std::string> add{"server", "add"};
    const auto complaint = [&](std::vector<std::string> options) {
        options.insert(options.begin(), add.begin(), add.end());
        return refused(options);
    };
    EXPECT_EQ(
        complaint({"--type=imp", "--name=x.test"}),
        "fingerpost: --type \"imp\" is not one of imap, pop, smtp, sieve, caldav, carddav, jmap\n"
    );
    EXPECT_EQ(complaint({"--type=imap"}), "fingerpost: --type imap needs --name HOST\n");
    EXPECT_EQ(complaint({"--type=caldav"}), "fingerpost: --type caldav needs --url URL\n");
    EXPECT_EQ(
        complaint({"--type=imap", "--url=https://x.test/"}),
        "fingerpost: --url: mail servers have --name and --port instead\n"
    );
    EXPECT_EQ(
        complaint({"--type=jmap", "--url=https://x.test/", "--port=8443"}),
        "fingerpost: --port: caldav, carddav and jmap have only --url\n"
    );
    EXPECT_EQ(
        complaint({"--type=imap", "--name=x.test", "--port=70000"}),
        "fingerpost: --port \"70000\" is not a whole number between 1 and 65535\n"
    );
    EXPECT_EQ(
        complaint({"--type=imap", "--name=a b"}),
        "fingerpost: the new server: name \"a b\" is not a host name\n"
    );
    EXPECT_NE(complaint({"--type=jmap", "--url=x"}).find("the new server: url"), std::string::npos);
    EXPECT_NE(
        complaint({"--type=imap", "--name=x.test", "--socket-type=ssl3"}).find("--socket-type"),
        std::string::npos
    );
    EXPECT_TRUE(json({"server", "list"}).as_array().empty());
}

TEST_F(ServerVerbs, add_warns_of_what_not_every_client_can_use) {
    EXPECT_NE(
        done({"server", "add", "--type=imap", "--name=x.test", "--socket-type=plain"})
            .find("note: no TLS: not every client can use it\n"),
        std::string::npos
    );
}

TEST_F(ServerVerbs, add_for_a_domain_that_is_not_there_adds_nothing) {
    fill();
    EXPECT_NE(
        refused({"server",
                 "add",
                 "--type=pop",
                 "--name=pop.example.net",
                 "--domain=example.com",
                 "--domain=example.org"})
            .find("\"example.org\""),
        std::string::npos
    );
    EXPECT_EQ(json({"server", "list"}).as_array().size(), 3U);
    EXPECT_EQ(json({"server", "list", "--domain=example.com"}).as_array().size(), 3U);
    done({"server", "add", "--type=pop", "--name=pop.example.net", "--domain=example.com"});
    EXPECT_EQ(json({"server", "list", "--domain=example.com"}).as_array().size(), 4U);
}

TEST_F(ServerVerbs, list_aligns_both_kinds) {
    fill();
    EXPECT_EQ(
        done({"server", "list"}),
        "ID     TYPE    HOST OR URL                   PORT  SECURITY  USER NAME       "
        "AUTHENTICATION  PRIO\n"
        "1      imap    imap.example.net              993   SSL       %EMAILADDRESS%  plain"
        "           10\n"
        "2      smtp    smtp.example.net              465   SSL       %EMAILADDRESS%  plain"
        "           10\n"
        "dav:1  caldav  https://dav.example.net/dav/                  %EMAILADDRESS%\n"
    );
}

TEST_F(ServerVerbs, set_keeps_the_port_standard_but_not_a_chosen_one) {
    fill();
    EXPECT_EQ(json({"server", "set", "1", "--socket-type=STARTTLS"}).at("port"), 143);
    EXPECT_EQ(json({"server", "set", "1", "--port=1143"}).at("port"), 1143);
    EXPECT_EQ(json({"server", "set", "1", "--socket-type=SSL"}).at("port"), 1143);
    EXPECT_EQ(json({"server", "show", "1"}).at("domains"), 1);
    const auto dav = json({"server", "set", "dav:1", "--url=https://dav.example.net:8443/"});
    EXPECT_EQ(dav.at("url"), "https://dav.example.net:8443/");
}

TEST_F(ServerVerbs, set_refuses_what_could_not_be_served) {
    fill();
    EXPECT_NE(
        refused({"server", "set", "1", "--name=a b"}).find("server 1: name"), std::string::npos
    );
    EXPECT_EQ(json({"server", "show", "1"}).at("name"), "imap.example.net");
    EXPECT_NE(refused({"server", "set", "1", "--type=caldav"}).find("--type"), std::string::npos);
    EXPECT_NE(refused({"server", "set", "1"}).find("nothing to change"), std::string::npos);
}

TEST_F(ServerVerbs, remove_keeps_a_server_in_use_unless_told_to_cascade) {
    fill();
    EXPECT_NE(refused({"server", "remove", "dav:1"}).find("(--cascade "), std::string::npos);
    done({"server", "remove", "dav:1", "--cascade"});
    EXPECT_EQ(json({"server", "list", "--domain=example.com"}).as_array().size(), 2U);
    done({"server", "add", "--type=pop", "--name=pop.example.net"});
    EXPECT_EQ(done({"server", "remove", "3"}), "removed server 3: pop pop.example.net:995 SSL\n");
}

} // namespace
} // namespace fingerpost::cli

#include "cli/ldapserver_options.hpp"
#include "support/database_command_line.hpp"

namespace fingerpost::cli {
namespace {

class LdapserverVerbs : public testing::Test, public test::DatabaseCommandLine {
protected:
    const std::vector<std::string> new_server_{
        "ldapserver", "add", "--name=ldap.example.com", "--search-base=dc=example,dc=com"};

    std::vector<std::string> adding(const std::vector<std::string>& more) const {
        auto words = new_server_;
        words.insert(words.end(), more.begin(), more.end());
        return words;
    }
    std::string password_file(const std::string& content) const {
        return "--bind-password-file=" + scratch().write("password", content).string();
    }
};

TEST_F(LdapserverVerbs, add_fills_in_what_automx2_would) {
    EXPECT_EQ(done(new_server_), "added ldapserver 1: ldap.example.com:636\n");
    const auto shown = json({"ldapserver", "show", "1"});
    EXPECT_EQ(shown.at("use_ssl"), true);
    EXPECT_EQ(shown.at("search_filter"), "(mail={0})");
    EXPECT_EQ(shown.at("attr_uid"), "uid");
    EXPECT_EQ(shown.at("attr_cn"), "cn");
    EXPECT_TRUE(shown.at("bind_user").is_null());
    EXPECT_EQ(shown.at("has_bind_password"), false);
    EXPECT_TRUE(shown.at("problem").is_null());
    EXPECT_EQ(shown.at("domains"), 0);
}

TEST_F(LdapserverVerbs, domains_are_tied_when_it_is_added) {
    fill();
    done(adding({"--domain=example.com"}));
    EXPECT_EQ(json({"domain", "show", "example.com"}).at("ldapserver_id"), 1);
    EXPECT_EQ(json({"ldapserver", "show", "1"}).at("domains"), 1);
    EXPECT_TRUE(
        json({"domain", "set", "example.com", "--ldapserver=none"}).at("ldapserver_id").is_null()
    );
    EXPECT_EQ(json({"domain", "set", "example.com", "--ldapserver=1"}).at("ldapserver_id"), 1);
    EXPECT_EQ(
        json({"domain", "add", "example.org", "--like=example.com"}).at(0).at("ldapserver_id"), 1
    );
    refused(adding({"--domain=stranger.example"}));
    EXPECT_EQ(json({"ldapserver", "list"}).as_array().size(), 1U);
}

TEST_F(LdapserverVerbs, the_password_comes_from_a_file_and_is_never_shown) {
    const auto added =
        done(adding({"--bind-user=cn=reader", password_file("s3cret\nsecond line\n")}));
    for (const auto& said :
         {added,
          done({"ldapserver", "show", "1"}),
          done({"ldapserver", "list", "--json"}),
          done({"ldapserver", "list"}),
          done({"ldapserver", "set", "1", "--port=3269"}),
          done({"config", "show"})})
        EXPECT_EQ(said.find("s3cret"), std::string::npos) << said;
    EXPECT_EQ(json({"ldapserver", "show", "1"}).at("has_bind_password"), true);
    sql("UPDATE ldapserver SET bind_user = 'right' WHERE bind_password = 's3cret'");
    EXPECT_EQ(json({"ldapserver", "show", "1"}).at("bind_user"), "right");
    done({"ldapserver", "set", "1", "--bind-user=none"});
    EXPECT_EQ(json({"ldapserver", "show", "1"}).at("has_bind_password"), false);
}

TEST_F(LdapserverVerbs, a_password_file_that_says_nothing_is_refused) {
    const auto empty = refused(adding({"--bind-user=cn=x", password_file("\ns3cret\n")}));
    EXPECT_NE(empty.find("its first line is empty"), std::string::npos) << empty;
    const auto missing =
        refused(adding({"--bind-user=cn=x", "--bind-password-file=/nonexistent/file"}));
    EXPECT_NE(missing.find("cannot be read"), std::string::npos) << missing;
}

TEST_F(LdapserverVerbs, the_port_follows_tls_until_it_is_given) {
    done(new_server_);
    EXPECT_EQ(json({"ldapserver", "set", "1", "--use-ssl=no"}).at("port"), 389);
    EXPECT_EQ(json({"ldapserver", "set", "1", "--port=3890"}).at("port"), 3890);
    EXPECT_EQ(json({"ldapserver", "set", "1", "--use-ssl=yes"}).at("port"), 3890);
}

TEST_F(LdapserverVerbs, what_could_not_be_asked_is_refused) {
    EXPECT_EQ(
        refused(adding({"--search-filter=(mail=jane)"})),
        "fingerpost: the new LDAP server: search_filter \"(mail=jane)\" has no {0}, where the "
        "address belongs: (mail={0})\n"
    );
    refused({"ldapserver", "add", "--name=ldap example", "--search-base=dc=x"});
    refused(adding({"--port=0"}));
    refused(adding({"--use-ssl=maybe"}));
    refused(adding({"--attr-uid=uid)("}));
    refused(adding({"--bind-user=cn=x"}));
    refused({"ldapserver", "show", "1"});
    done(new_server_);
    refused({"ldapserver", "set", "1"});
    refused({"ldapserver", "show", "one"});
}

TEST_F(LdapserverVerbs, remove_unties_only_when_asked_to) {
    fill();
    done(adding({"--domain=example.com"}));
    EXPECT_EQ(
        refused({"ldapserver", "remove", "1"}),
        "fingerpost: ldapserver 1 still knows the users of 1 domain: untie them first, or ask to "
        "cascade (--cascade unties them)\n"
    );
    EXPECT_EQ(
        done({"ldapserver", "remove", "1", "--cascade"}),
        "removed ldapserver 1: ldap.example.com:636\n"
    );
    EXPECT_TRUE(json({"domain", "show", "example.com"}).at("ldapserver_id").is_null());
}

} // namespace
} // namespace fingerpost::cli

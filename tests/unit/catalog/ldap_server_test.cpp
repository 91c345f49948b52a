#include "catalog/ldap_server.hpp"

#include <gtest/gtest.h>

namespace fingerpost {

namespace {

LdapServer good() {
    LdapServer server;
    server.id = 7;
    server.name = "ldap.example.com";
    return server;
}

void expect_fault(const LdapServer& server, const std::string& column) {
    const auto checked = check_ldap_server(server);
    ASSERT_FALSE(checked) << column;
    EXPECT_EQ(checked.error().code, Errc::unsupported);
    EXPECT_TRUE(checked.error().what.starts_with("ldapserver 7: " + column))
        << checked.error().what;
}

} // namespace

TEST(LdapServer, can_be_asked_as_automx2_fills_it_in) {
    EXPECT_TRUE(check_ldap_server(good()));
    auto server = good();
    server.bind_user = "";
    server.bind_password = "";
    server.attr_cn = "";
    server.attr_uid = "2.5.4.3;lang-de";
    server.name = "192.0.2.1";
    EXPECT_TRUE(check_ldap_server(server));
}

TEST(LdapServer, a_row_that_cannot_be_asked_names_the_column) {
    const auto with = [](auto change) {
        auto server = good();
        change(server);
        return server;
    };
    expect_fault(with([](auto& s) { s.name = ""; }), "name \"\"");
    expect_fault(with([](auto& s) { s.name = "ldap.example.com ldap://evil"; }), "name");
    expect_fault(with([](auto& s) { s.port = 0; }), "port 0");
    expect_fault(with([](auto& s) { s.port = 65536; }), "port 65536");
    expect_fault(with([](auto& s) { s.search_filter = "(mail=*)"; }), "search_filter");
    expect_fault(with([](auto& s) { s.attr_uid = ""; }), "attr_uid");
    expect_fault(with([](auto& s) { s.attr_cn = "*"; }), "attr_cn");
    expect_fault(with([](auto& s) { s.bind_user = "cn=x"; }), "bind_user");
    expect_fault(with([](auto& s) { s.bind_password = "x"; }), "bind_user");
}

TEST(LdapServer, is_called_by_its_place) {
    EXPECT_EQ(host_and_port(good()), "ldap.example.com:636");
    auto server = good();
    server.name = "2001:db8::1";
    EXPECT_EQ(host_and_port(server), "[2001:db8::1]:636");
}

} // namespace fingerpost

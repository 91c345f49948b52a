#include "check/ptr.hpp"

#include "check/ip_address.hpp"
#include "support/mail_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

using test::Fired;
using test::MailDomain;

namespace {

constexpr auto reverse = "1.2.0.192.in-addr.arpa";

MailDomain sender() {
    MailDomain mail;
    mail.circumstances.sending_addresses = {"192.0.2.1"};
    return mail;
}

} // namespace

TEST(Ptr, a_name_that_leads_back_is_enough) {
    auto mail = sender();
    mail.world.add("1.2.0.192.in-addr.arpa. 60 PTR old.example.com.");
    mail.world.add("1.2.0.192.in-addr.arpa. 60 PTR out.example.com.");
    mail.world.add("out.example.com. 60 A 192.0.2.1");
    EXPECT_EQ(mail.fires("ptr"), Fired{});
    EXPECT_EQ(mail.judge("ptr").all().size(), 1U);
}

TEST(Ptr, it_fires_without_name_and_with_a_name_that_leads_elsewhere) {
    auto mail = sender();
    EXPECT_EQ(mail.fires("ptr"), Fired{"ptr-fcrdns missing"});
    mail.world.add("1.2.0.192.in-addr.arpa. 60 PTR out.example.com.");
    EXPECT_EQ(mail.fires("ptr"), Fired{"ptr-fcrdns wrong"});
}

TEST(Ptr, what_nobody_answers_is_unknown) {
    auto mail = sender();
    mail.world.fail(reverse, resolve::Type::ptr, resolve::Failure::timeout);
    EXPECT_EQ(mail.fires("ptr"), Fired{"ptr-fcrdns unknown"});
    auto half = sender();
    half.world.add("1.2.0.192.in-addr.arpa. 60 PTR out.example.com.");
    half.world.fail("out.example.com", resolve::Type::a, resolve::Failure::servfail);
    EXPECT_EQ(half.fires("ptr"), Fired{"ptr-fcrdns unknown"});
}

TEST(Ptr, ipv6_is_asked_by_its_digits) {
    MailDomain mail;
    mail.circumstances.sending_addresses = {"2001:DB8::1"};
    const auto name = reverse_name(*address_octets("2001:db8::1"));
    EXPECT_EQ(name, "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa");
    mail.world.add(name + ". 60 PTR out.example.com.");
    mail.world.add("out.example.com. 60 AAAA 2001:db8:0:0::1");
    EXPECT_EQ(mail.fires("ptr"), Fired{});
}

TEST(Ptr, without_sending_addresses_there_is_nothing_to_say) {
    EXPECT_TRUE(MailDomain().judge("ptr").all().empty());
}

TEST(IpAddress, networks_are_compared_by_bits) {
    const auto octets = [](const char* text) { return *address_octets(text); };
    EXPECT_TRUE(same_network(octets("192.0.2.1"), octets("192.0.2.254"), 24));
    EXPECT_FALSE(same_network(octets("192.0.2.1"), octets("192.0.3.1"), 24));
    EXPECT_TRUE(same_network(octets("192.0.2.128"), octets("192.0.2.129"), 31));
    EXPECT_FALSE(same_network(octets("192.0.2.128"), octets("192.0.2.130"), 31));
    EXPECT_TRUE(same_network(octets("192.0.2.1"), octets("203.0.113.1"), 0));
    EXPECT_FALSE(same_network(octets("192.0.2.1"), octets("::"), 0));
    EXPECT_EQ(octets("::ffff:192.0.2.1"), octets("192.0.2.1"));
    EXPECT_FALSE(address_octets("192.0.2"));
}

} // namespace fingerpost::check

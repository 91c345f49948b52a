#include "publish/bind_setup.hpp"

#include "support/golden.hpp"
#include "support/program.hpp"
#include "support/scratch.hpp"
#include "support/zone_sample.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::publish;

namespace {

BindSetup setup() {
    BindSetup made;
    made.secondaries = {"192.0.2.53", "2001:db8::53"};
    made.zones = {{"example.com", test::desired_for(test::full_offer())}};
    return made;
}

} // namespace

TEST(BindSetup, it_grants_names_and_types_and_nothing_else) {
    const zone::Records records{
        {"_dmarc.example.com.", "TXT", "\"v=DMARC1\""},
        {"_imaps._tcp.example.com.", "SRV", "0 0 0 ."},
        {"_caldavs._tcp.example.com.", "TXT", "\"path=/\""},
        {"autoconfig.example.com.", "CNAME", "discover.example.net."}};
    const std::vector<std::string> wanted{
        "grant \"fp\" name \"_dmarc.example.com.\" TXT;",
        "grant \"fp\" subdomain \"_tcp.example.com.\" SRV TXT;",
        "grant \"fp\" name \"autoconfig.example.com.\" A AAAA CNAME;"};
    EXPECT_EQ(grants("fp", records), wanted);
}

TEST(BindSetup, named_checkconf_accepts_what_is_printed_and_what_tsig_keygen_makes) {
    FINGERPOST_NEEDS_PROGRAM("named-checkconf");
    FINGERPOST_NEEDS_PROGRAM("tsig-keygen");
    const test::Scratch scratch;
    auto text = bind_setup(setup());
    ASSERT_EQ(test::run({"tsig-keygen", "-a", "hmac-sha256", "fingerpost"}, scratch / "key"), 0);
    const std::string installed = "\"/etc/bind/fingerpost.key\"";
    const auto include = text.find(installed);
    ASSERT_NE(include, text.npos) << text;
    text.replace(include, installed.size(), '"' + (scratch / "key").string() + '"');
    const auto file = scratch.write("named.conf", text);
    EXPECT_EQ(test::run({"named-checkconf", file.string()}, scratch / "said"), 0)
        << test::read_file(scratch / "said") << text;
}

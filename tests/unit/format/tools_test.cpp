// What each format of a tool or a name server does with what is hard for it; the goldens of
// format_test.cpp show the rest.

#include "format/catalog_zone.hpp"
#include "format/csv.hpp"
#include "format/dnscontrol.hpp"
#include "format/domain_connect.hpp"
#include "format/external_dns.hpp"
#include "format/markdown.hpp"
#include "format/name_server_conf.hpp"
#include "format/nsupdate.hpp"
#include "format/octodns.hpp"
#include "format/output.hpp"
#include "format/powerdns.hpp"
#include "format/terraform.hpp"
#include "format/tinydns.hpp"
#include "support/format_sample.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <algorithm>

using namespace fingerpost;
using namespace fingerpost::format;
using test::has;
using test::written;

namespace {

zone::Record record(const char* owner, const char* type, const char* data) {
    return {.owner = owner, .type = type, .data = data};
}

} // namespace

TEST(Output, a_record_left_out_is_told_twice_where_there_are_comments) {
    Output out;
    leave_out(out, "# ", record("a.example.", "TXT", "\"x\""), "no form");
    leave_out(out, "", record("b.example.", "TXT", "\"x\""), "no form");
    EXPECT_EQ(out.text, "# left out: a.example. TXT \"x\": no form\n");
    EXPECT_EQ(out.notes.size(), 2U);
}

TEST(NameServerConf, a_folder_that_would_end_the_string_is_refused) {
    const zone::Records none;
    for (const auto* folder : {"/a\"b", "/a\\b", "/a\nb"}) {
        Settings settings;
        settings.folder = folder;
        for (const auto add : {add_bind_conf, add_knot_conf, add_nsd_conf}) {
            Output out;
            EXPECT_EQ(add(out, {"example.com", none}, settings).error().code, Errc::bad_request);
            EXPECT_EQ(out.text, "");
        }
    }
}

TEST(CatalogZone, a_member_keeps_its_label_and_no_other_has_it) {
    const zone::Records none;
    Output one, again, other;
    ASSERT_TRUE(add_catalog_zone(one, {"example.com", none}, {}));
    ASSERT_TRUE(add_catalog_zone(again, {"example.com", none}, {}));
    ASSERT_TRUE(add_catalog_zone(other, {"example.org", none}, {}));
    EXPECT_EQ(one.text, again.text);
    EXPECT_EQ(one.text.find(".zones 0 IN PTR example.com.\n"), 40U);
    EXPECT_NE(one.text.substr(0, 40), other.text.substr(0, 40));
}

TEST(CatalogZone, its_serial_can_be_read_back) {
    Output out;
    Settings settings;
    settings.zone.serial = 2026010100;
    begin_catalog_zone(out, settings);
    EXPECT_EQ(serial_of(out.text), 2026010100U);
}

TEST(Nsupdate, values_go_by_value_before_others_come) {
    Output out;
    const auto old = record("a.example.com.", "TXT", "\"old\"");
    const auto now = record("a.example.com.", "TXT", "\"new; \\\"\"");
    append_update(out, "example.com", {old}, {now});
    EXPECT_EQ(
        out.text,
        "zone example.com.\n"
        "update delete a.example.com. TXT \"old\"\n"
        "update add a.example.com. 3600 TXT \"new; \\\"\"\n"
        "send\n"
    );
}

TEST(Powerdns, an_rrset_is_one_object_and_others_text_at_the_apex_is_warned_of) {
    const auto out = written("powerdns");
    const auto body = boost::json::parse(out.text);
    const auto& sets = body.at("rrsets").as_array();
    const auto imaps = std::find_if(sets.begin(), sets.end(), [](const auto& set) {
        return set.at("name").as_string().starts_with("_imaps.");
    });
    ASSERT_NE(imaps, sets.end());
    EXPECT_EQ(imaps->at("records").as_array().size(), 2U);
    ASSERT_EQ(out.notes.size(), 1U);
    EXPECT_NE(out.notes[0].find("replaces all TXT records of xn--"), std::string::npos);
}

TEST(Octodns, names_stand_in_the_natural_order_that_it_insists_on) {
    const auto out = written("octodns");
    EXPECT_LT(out.text.find("\"key9._domainkey\""), out.text.find("\"key10._domainkey\""));
    EXPECT_TRUE(has(out, "\n---\n\"\":\n  - ttl: "));
}

TEST(Octodns, semicolons_are_escaped_and_quotes_are_not) {
    EXPECT_TRUE(has(written("octodns"), "- \"v=x\\\\; \\\"q\\\" \\\\\\\\ `b`"));
}

TEST(Octodns, nothing_is_an_empty_map) {
    EXPECT_EQ(written("octodns", {}).text, "---\n{}\n");
}

TEST(Dnscontrol, what_javascript_cannot_say_is_told) {
    const auto out = written(
        "dnscontrol",
        {record("a.xn--bcher-kva.example.", "CAA", "1 issue \"x\""),
         record("b.xn--bcher-kva.example.", "TXT", "\"\\255\"")}
    );
    EXPECT_EQ(out.notes.size(), 2U);
    EXPECT_TRUE(out.text.ends_with("D_EXTEND(\"xn--bcher-kva.example\"\n);\n")) << out.text;
}

TEST(Terraform, no_two_owners_share_an_identifier) {
    const auto out = written(
        "terraform",
        {record("a-b.xn--bcher-kva.example.", "A", "192.0.2.1"),
         record("a._b.xn--bcher-kva.example.", "A", "192.0.2.1"),
         record("a_.b.xn--bcher-kva.example.", "A", "192.0.2.1"),
         record("a_b.xn--bcher-kva.example.", "A", "192.0.2.1")}
    );
    for (const auto* name : {"at_a--b_", "at_a_-_b_", "at_a-__b_", "at_a-_b_"})
        EXPECT_TRUE(has(out, std::string("\"") + name)) << name;
}

TEST(ExternalDns, only_srv_targets_keep_their_final_dot) {
    const auto out = written("external-dns");
    EXPECT_TRUE(has(out, "- \"0 1 993 imap1.example.net.\"\n"));
    EXPECT_TRUE(has(out, "- \"10 mx1.example.net\"\n"));
    EXPECT_TRUE(has(out, "- \"show.example.net\"\n"));
    EXPECT_TRUE(has(out, "- \"0 .\"\n"));
    EXPECT_TRUE(has(written("external-dns", {}), "endpoints: []\n"));
}

TEST(Tinydns, types_with_forms_of_their_own_use_them_and_all_others_are_octets) {
    const auto out = written("tinydns");
    EXPECT_TRUE(has(out, "\nCautoconfig.xn--bcher-kva.example.:show.example.net.:3600\n"));
    EXPECT_TRUE(has(out, "\n@nomail.xn--bcher-kva.example.::.:0:3600\n"));
    EXPECT_TRUE(has(out, "+*.wild.xn--bcher-kva.example.:192.0.2.8:300\n"));
    EXPECT_TRUE(has(out, "\n:odd.xn--bcher-kva.example.:65300:\\000\\377A:3600\n"));
    EXPECT_TRUE(has(out, ":257:\\000\\005issueca."));
}

TEST(Csv, rows_are_ended_as_the_specification_wants_it) {
    Output out;
    begin_csv(out, {});
    EXPECT_EQ(out.text, "domain,name,ttl,type,value\r\n");
}

TEST(Markdown, a_row_has_as_many_cells_as_the_head) {
    const auto out = written("markdown", {record("a.example.", "TXT", "\"a|b\"")});
    EXPECT_TRUE(has(out, "| `\"a\\|b\"` |"));
}

TEST(DomainConnect, the_domain_becomes_a_variable_where_it_is_a_name) {
    const auto out = written("domain-connect");
    EXPECT_TRUE(has(out, "\"target\":\"imap2.%domain%.\"")) << out.text;
    EXPECT_TRUE(has(out, "\"service\":\"_imaps\",\"protocol\":\"_tcp\""));
    const auto other = written(
        "domain-connect",
        {record("a.xn--bcher-kva.example.", "CNAME", "notxn--bcher-kva.example."),
         record("b.xn--bcher-kva.example.", "TXT", "\"x@xn--bcher-kva.example,y\""),
         record("c.xn--bcher-kva.example.", "CNAME", "xn--bcher-kva.example.net.")}
    );
    EXPECT_TRUE(has(other, "\"pointsTo\":\"notxn--bcher-kva.example.\""));
    EXPECT_TRUE(has(other, "x@%domain%,y"));
    EXPECT_TRUE(has(other, "\"pointsTo\":\"xn--bcher-kva.example.net.\""));
}

TEST(DomainConnect, a_percent_sign_would_be_a_variable_and_is_told) {
    const auto out =
        written("domain-connect", {record("a.xn--bcher-kva.example.", "TXT", "\"%{i}\"")});
    ASSERT_EQ(out.notes.size(), 1U);
    EXPECT_NE(out.notes[0].find("variable"), std::string::npos);
    EXPECT_TRUE(boost::json::parse(out.text).at("records").as_array().empty());
}

#include "format/panel.hpp"

#include "support/format_sample.hpp"

#include <gtest/gtest.h>

#include <regex>

using namespace fingerpost;
using namespace fingerpost::format;

namespace {

/// The lines, with one blank where columns part.
Output panel(std::string_view words, const zone::Records& records = test::hard_records()) {
    Settings settings;
    settings.panel = *parse_panel(words);
    Output out;
    EXPECT_TRUE(add_panel(out, {"xn--bcher-kva.example", records}, settings));
    out.text = std::regex_replace(out.text, std::regex("  +"), " ");
    return out;
}

} // namespace

TEST(Panel, names_are_relative_and_the_apex_is_at_unless_said_otherwise) {
    EXPECT_TRUE(test::has(panel(""), "\n@ MX 3600 10 mx1.example.net.\n"));
    EXPECT_TRUE(test::has(panel(""), "\n_imaps._tcp SRV 3600 0 1 993 imap1.example.net.\n"));
    EXPECT_TRUE(test::has(panel("apex-name"), "\nxn--bcher-kva.example. MX 3600 10 "));
    EXPECT_TRUE(test::has(panel("apex-empty"), "\n(empty) MX 3600 10 "));
    EXPECT_TRUE(test::has(panel("absolute"), "\nxn--bcher-kva.example. MX 3600 10 "));
    EXPECT_TRUE(test::has(panel("absolute"), "\nautoconfig.xn--bcher-kva.example. CNAME"));
    EXPECT_TRUE(test::has(
        panel("absolute,no-dot"), "autoconfig.xn--bcher-kva.example CNAME 3600 - show.example.net\n"
    ));
}

TEST(Panel, text_is_joined_and_bare_unless_said_otherwise) {
    const auto key = "v=DKIM1; p=" + std::string(600, 'k');
    EXPECT_TRUE(test::has(panel(""), " - " + key + '\n'));
    EXPECT_TRUE(test::has(panel("quoted"), " - \"" + key + "\"\n"));
    EXPECT_TRUE(test::has(panel("split"), "k\" \"k"));
    EXPECT_TRUE(test::has(panel(""), " - \"path=/dav\" \"x=y\"\n")) << "these may not be joined";
}

TEST(Panel, a_record_the_form_refuses_is_left_out_and_its_cost_told) {
    EXPECT_TRUE(panel("").notes.empty());
    EXPECT_TRUE(test::has(panel(""), "\n_imap._tcp SRV 3600 0 0 0 .\n"));
    const auto out = panel("no-root");
    ASSERT_EQ(out.notes.size(), 2U);
    EXPECT_NE(
        out.notes[0].find("_imap._tcp.xn--bcher-kva.example. SRV 0 0 0 ."), std::string::npos
    );
    EXPECT_NE(out.notes[0].find("clients are not told"), std::string::npos);
    EXPECT_NE(out.notes[1].find("senders will try"), std::string::npos);
    EXPECT_FALSE(test::has(out, "\n_imap._tcp SRV"));
}

TEST(Panel, an_unknown_word_is_refused_with_those_there_are) {
    const auto refused = parse_panel("quoted, nodot");
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().what.find("\"nodot\""), std::string::npos);
    for (const auto& row : panel_words()) {
        EXPECT_TRUE(parse_panel(row.word));
        EXPECT_NE(refused.error().what.find(row.word), std::string::npos);
    }
}

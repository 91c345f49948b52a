#include "format/quote.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

using namespace fingerpost::format;

TEST(Quote, quoted_text_is_ascii_and_reads_as_it_was) {
    const std::string text = "a\"\\\n\x7f caf\xc3\xa9 \xe2\x80\xa8 \xf0\x9f\x98\x80 </script>";
    const auto code = code_string(text);
    EXPECT_EQ(boost::json::parse(code).as_string(), text);
    for (const char c : code)
        EXPECT_TRUE(c >= 0x20 && c < 0x7f);
    EXPECT_EQ(code_string(""), "\"\"");
    EXPECT_EQ(code_string("\xe2\x80\xa8"), "\"\\u2028\"") << "ends a line in old JavaScript";
    EXPECT_EQ(code_string("\xf0\x9f\x98\x80"), "\"\\ud83d\\ude00\"");
}

TEST(Quote, broken_text_is_still_one_string) {
    for (const auto* broken : {"\xc3", "\xf0\x9f", "\xff\"", "\x80"})
        EXPECT_NO_THROW(boost::json::parse(code_string(broken))) << code_string(broken);
}

TEST(Quote, hcl_sees_no_template) {
    EXPECT_EQ(hcl_string("${a} %{b} $ % {c}"), "\"$${a} %%{b} $ % {c}\"");
    EXPECT_EQ(hcl_string("$${"), "\"$$${\"");
    EXPECT_EQ(hcl_string("\\\""), "\"\\\\\\\"\"");
}

TEST(Quote, a_cell_is_neither_cut_nor_calculated) {
    EXPECT_EQ(csv_cell("a b"), "a b");
    EXPECT_EQ(csv_cell("a,b"), "\"a,b\"");
    EXPECT_EQ(csv_cell("\"a\" \"b\""), "\"\"\"a\"\" \"\"b\"\"\"");
    for (const auto* formula : {"=1", "+1", "-1", "@SUM(A1)", "\tx", "'x"})
        EXPECT_EQ(csv_cell(formula), std::string("'") + formula);
    EXPECT_EQ(csv_cell("=\"x\""), "\"'=\"\"x\"\"\"");
    EXPECT_EQ(csv_cell(""), "");
}

TEST(Quote, markdown_keeps_code_in_its_cell) {
    EXPECT_EQ(markdown_code("a|b"), "`a\\|b`");
    EXPECT_EQ(markdown_code("a`b"), "``a`b``");
    EXPECT_EQ(markdown_code("`"), "`` ` ``");
    EXPECT_EQ(markdown_text("_a_ <b> | [c]"), "\\_a\\_ \\<b\\> \\| \\[c\\]");
}

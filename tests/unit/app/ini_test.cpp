#include "app/ini.hpp"

#include <gtest/gtest.h>

namespace fingerpost::app {
namespace {

/// What `key` of [s] comes to; problems count as a failure.
std::string value_of(const std::string& text, const std::string& key) {
    const auto ini = parse_ini(text);
    EXPECT_TRUE(ini.problems.empty()) << ini.problems.front().what;
    const auto* section = ini.section("s");
    const auto* entry = section ? ini.find(*section, key) : nullptr;
    if (!entry) return "(none)";
    const auto value = ini.value(*section, *entry);
    return value ? *value : "(" + value.error().what + ")";
}

std::string only_problem(const std::string& text) {
    const auto ini = parse_ini(text);
    EXPECT_EQ(ini.problems.size(), 1u) << text;
    if (ini.problems.empty()) return "";
    return std::to_string(ini.problems[0].line) + ": " + ini.problems[0].what;
}

TEST(Ini, takes_the_first_of_equals_and_colon) {
    EXPECT_EQ(value_of("[s]\nurl = a:b\n", "url"), "a:b");
    EXPECT_EQ(value_of("[s]\nurl: a=b\n", "url"), "a=b");
    EXPECT_EQ(value_of("[s]\nurl=sqlite:////var/x\n", "url"), "sqlite:////var/x");
}

TEST(Ini, knows_keys_in_any_letter_case_and_where_they_stand) {
    const auto ini = parse_ini("# first\n[s]\n\nLogLevel = x\n");
    const auto* entry = ini.find(*ini.section("s"), "loglevel");
    ASSERT_TRUE(entry);
    EXPECT_EQ(entry->line, 4);
    EXPECT_EQ(ini.section("s")->line, 2);
}

TEST(Ini, knows_sections_in_one_letter_case_only) {
    EXPECT_EQ(parse_ini("[S]\n").section("s"), nullptr);
}

TEST(Ini, begins_comments_at_the_start_of_a_line_only) {
    EXPECT_EQ(value_of("[s]\n ; no\n# no\nkey = 1 # x ; y\n", "key"), "1 # x ; y");
}

TEST(Ini, continues_a_value_on_indented_lines) {
    EXPECT_EQ(value_of("[s]\nkey = a\n  b\n# not this\n\tc\n", "key"), "a\nb\nc");
    EXPECT_EQ(value_of("[s]\nkey =\n  b = c\n", "key"), "\nb = c"); // as ConfigParser
    EXPECT_EQ(value_of("[s]\n  key = a\n  other = b\n", "other"), "b");
    EXPECT_EQ(value_of("[s]\nkey = a\n\n  b\n\n\nother = 1\n", "key"), "a\n\nb");
}

TEST(Ini, may_be_indented_as_a_whole) {
    EXPECT_EQ(value_of("  [s]\n  key = a\n", "key"), "a");
}

TEST(Ini, reads_the_line_ends_of_every_system) {
    EXPECT_EQ(value_of("\xEF\xBB\xBF[s]\r\nkey = a\r\nother = b\r\n", "other"), "b");
    EXPECT_EQ(value_of("[s]\rkey = a\rother = b", "other"), "b");
}

TEST(Ini, falls_back_to_the_default_section) {
    EXPECT_EQ(value_of("[s]\n[DEFAULT]\nkey = a\n[DEFAULT]\nb = 1\n", "key"), "a");
    EXPECT_EQ(value_of("[DEFAULT]\nkey = a\n[s]\nkey = b\n", "key"), "b");
}

TEST(Ini, expands_names_and_doubled_percent_signs) {
    EXPECT_EQ(value_of("[s]\nkey = 100%%\n", "key"), "100%");
    EXPECT_EQ(
        value_of("[DEFAULT]\ndir=/var\n[s]\nkey = %(DIR)s/%(sub)s\nsub=a%%b", "key"), "/var/a%b"
    );
}

TEST(Ini, refuses_a_single_percent_sign_only_where_the_value_is_wanted) {
    const std::string text = "[s]\nkey = p%40w\nother = 1\n";
    EXPECT_EQ(value_of(text, "key"), "(a literal % is written %%)");
    EXPECT_EQ(value_of(text, "other"), "1");
    EXPECT_EQ(value_of("[s]\nkey = a%\n", "key"), "(a literal % is written %%)");
    EXPECT_EQ(value_of("[s]\nkey = %(a b)\n", "key"), "(a literal % is written %%)");
    EXPECT_EQ(value_of("[s]\nkey = %(other)s\n", "key"), "(%(other)s names no key)");
}

TEST(Ini, stops_references_that_run_in_a_circle) {
    const std::string circle = "(%(name)s leads in a circle, or to a value too large)";
    EXPECT_EQ(value_of("[s]\na = %(b)s\nb = %(a)s\n", "a"), circle);
    std::string bomb = "[s]\n";
    for (char name = 'a'; name < 'i'; ++name) {
        bomb += std::string(1, name) + " = ";
        for (int i = 0; i < 100; ++i)
            bomb += std::string("%(") + static_cast<char>(name + 1) + ")s";
        bomb += '\n';
    }
    EXPECT_EQ(value_of(bomb + "i =\n", "a"), circle);
}

TEST(Ini, says_where_both_of_two_equal_keys_stand) {
    EXPECT_EQ(only_problem("[s]\nkey = 1\n\nKEY = 2\n"), "4: key \"key\" is set on line 2 already");
    EXPECT_EQ(only_problem("[s]\n[t]\n[s]\n"), "3: section [s] begins on line 1 already");
}

TEST(Ini, refuses_what_is_neither_section_nor_key) {
    EXPECT_EQ(only_problem("a = 1\nb = 2\n[s]\n"), "1: \"a\" stands before the first [section]");
    EXPECT_EQ(only_problem("[s]\nword and more\n"), "2: no = after \"word\"");
    EXPECT_EQ(only_problem("[s]\n= 1\n"), "2: no key before the delimiter");
    EXPECT_EQ(only_problem("[s]\n[]\n"), "2: no = after \"[]\"");
}

TEST(Ini, refuses_what_is_no_text) {
    EXPECT_EQ(only_problem(std::string("[s]\na = \0\n", 9)), "2: a NUL byte");
    EXPECT_EQ(only_problem("[s]\n\na = \xff\n"), "3: not UTF-8");
    EXPECT_EQ(only_problem(std::string(256 * 1024 + 1, '#')), "0: more than 256 KiB");
}

} // namespace
} // namespace fingerpost::app

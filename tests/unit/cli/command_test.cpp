#include "cli/command.hpp"

#include "base/text.hpp"
#include "cli/verb.hpp"
#include "cli/verbs.hpp"
#include "support/command_line.hpp"

#include <gtest/gtest.h>

#include <array>
#include <ostream>
#include <set>
#include <stdexcept>

namespace fingerpost::cli {
namespace {

/// Prints what it was given.
int echo(const Arguments& arguments, Io& io) {
    io.out << arguments.get("NAME");
    for (const auto& word : arguments.all("REST"))
        io.out << '|' << word;
    if (arguments.has("loud")) io.out << '!';
    io.out << arguments.get("prio");
    for (const auto& tag : arguments.all("tag"))
        io.out << " #" << tag;
    for (const auto& [key, value] : arguments.line.overrides)
        io.out << ' ' << key << '=' << value;
    return exit_warning;
}

int fail(const Arguments&, Io&) {
    throw std::runtime_error("the disk is full");
}

int break_output(const Arguments&, Io& io) {
    io.out.setstate(std::ios::badbit);
    return exit_ok;
}

constexpr std::array echo_options{
    Option{"loud", "", "shout"},
    Option{"prio", "NUMBER", "how soon"},
    Option{"tag", "WORD", "more of it", false, true},
};
constexpr std::array echo_positionals{
    Positional{"NAME", "whom"},
    Positional{"REST", "what else", false, true},
};
constexpr std::array must_options{Option{"must", "WORD", "needed", true}};

constexpr Verb say{.path = "say", .summary = "Say things"};
constexpr Verb say_echo{
    .path = "say echo",
    .summary = "Say what was said",
    .options = echo_options,
    .positionals = echo_positionals,
    .examples = "fingerpost say echo hello\nfingerpost say echo hello --loud",
    .run = echo};
constexpr Verb say_deep{.path = "say deep", .summary = "A group in a group"};
constexpr Verb say_deep_thing{.path = "say deep thing", .summary = "Deep", .run = echo};
constexpr Verb must{.path = "must", .summary = "Insist", .options = must_options, .run = echo};
constexpr Verb failing{.path = "fail", .summary = "Fail", .run = fail};
constexpr Verb breaking{.path = "break", .summary = "Break", .run = break_output};
constexpr std::array<const Verb*, 7> table{
    &say, &say_echo, &say_deep, &say_deep_thing, &must, &failing, &breaking};

test::Said said(const std::vector<std::string>& words) {
    return test::run(table, words);
}

TEST(Command, hands_a_verb_what_was_typed) {
    const auto all =
        said({"say", "echo", "hello", "--prio", "-5", "--loud", "--tag", "a", "--tag=b"});
    EXPECT_EQ(all.out, "hello!-5 #a #b");
    EXPECT_EQ(all.code, exit_warning);
    EXPECT_EQ(all.err, "");
}

TEST(Command, takes_further_words_as_they_are) {
    EXPECT_EQ(said({"say", "echo", "[::1]", "a,b", "say"}).out, "[::1]|a,b|say");
    EXPECT_EQ(said({"say", "echo", "--", "--loud"}).out, "--loud");
    EXPECT_EQ(said({"say", "echo", "x", "--tag", "[a,b]", "y"}).out, "x|y #[a,b]");
}

TEST(Command, goes_as_deep_as_the_table) {
    EXPECT_EQ(said({"say", "deep", "thing"}).code, exit_warning);
}

TEST(Command, takes_settings_before_and_behind_the_verb) {
    EXPECT_EQ(
        said({"--proxy-count=1", "say", "echo", "x", "--listen", "[::1]:80"}).out,
        "x listen=[::1]:80 proxy_count=1"
    );
    EXPECT_EQ(said({"say", "echo", "x", "--public-hostname", ""}).out, "x public_hostname=");
}

TEST(Command, suggests_the_verb_that_was_meant) {
    EXPECT_EQ(
        said({"sya", "echo"}).err,
        "fingerpost: no verb \"sya\"; did you mean say?\nTry: fingerpost --help\n"
    );
    EXPECT_EQ(
        said({"say", "ecko"}).err,
        "fingerpost: no verb \"ecko\"; did you mean echo?\nTry: fingerpost say --help\n"
    );
    EXPECT_EQ(said({"sya"}).code, exit_error);
}

TEST(Command, suggests_the_option_that_was_meant) {
    EXPECT_EQ(
        said({"say", "echo", "x", "--lout"}).err,
        "fingerpost: no option --lout; did you mean --loud?\nTry: fingerpost say echo --help\n"
    );
    EXPECT_EQ(
        said({"--proxy-cout=2", "say", "echo", "x"}).err,
        "fingerpost: no option --proxy-cout; did you mean --proxy-count?\n"
        "Try: fingerpost say echo --help\n"
    );
}

TEST(Command, says_what_is_missing) {
    EXPECT_EQ(
        said({}).err,
        "fingerpost: fingerpost does nothing by itself; add one of say, must, fail, break\n"
        "Try: fingerpost --help\n"
    );
    EXPECT_EQ(said({"must"}).err, "fingerpost: --must is required\nTry: fingerpost must --help\n");
    EXPECT_EQ(said({"say", "echo"}).code, exit_error);
    EXPECT_NE(said({"say", "echo"}).err.find("NAME"), std::string::npos);
    EXPECT_NE(said({"say", "echo", "x", "--prio"}).err.find("--prio"), std::string::npos);
}

TEST(Command, refuses_one_word_too_many) {
    EXPECT_EQ(
        said({"must", "--must", "x", "say"}).err,
        "fingerpost: \"say\" is one word too many\nTry: fingerpost must --help\n"
    );
}

TEST(Command, refuses_a_single_option_twice) {
    EXPECT_EQ(said({"say", "echo", "x", "--prio", "1", "--prio", "2"}).code, exit_error);
    EXPECT_EQ(said({"say", "echo", "x", "--workers", "1", "--workers", "2"}).code, exit_error);
}

TEST(Command, helps_everywhere_with_examples) {
    for (const auto* verb : table) {
        std::vector<std::string> words;
        for (auto& word : split_list(verb->path, ' '))
            words.push_back(word);
        words.push_back("--help");
        const auto help = said(words);
        EXPECT_EQ(help.code, exit_ok) << verb->path;
        EXPECT_NE(help.out.find(verb->summary), std::string::npos) << verb->path;
    }
    EXPECT_NE(
        said({"say", "echo", "-h"}).out.find("  fingerpost say echo hello --loud\n"),
        std::string::npos
    );
    EXPECT_NE(said({"--help"}).out.find("--public-hostname"), std::string::npos);
}

TEST(Command, tells_its_version) {
    EXPECT_TRUE(said({"--version"}).out.starts_with("fingerpost "));
}

TEST(Command, is_the_wall_at_which_exceptions_end) {
    const auto failed = said({"fail"});
    EXPECT_EQ(failed.code, exit_error);
    EXPECT_EQ(failed.err, "fingerpost: the disk is full\n");
}

TEST(Command, does_not_hide_that_its_output_was_lost) {
    EXPECT_EQ(said({"break"}).code, exit_error);
    EXPECT_EQ(said({"break"}).err, "fingerpost: the output could not be written\n");
}

TEST(Verbs, have_groups_before_them_and_a_summary) {
    std::set<std::string_view> seen;
    for (const auto* verb : verbs()) {
        EXPECT_TRUE(seen.insert(verb->path).second) << verb->path;
        const auto blank = verb->path.rfind(' ');
        if (blank != verb->path.npos) {
            EXPECT_TRUE(seen.contains(verb->path.substr(0, blank))) << verb->path;
        }
        EXPECT_FALSE(verb->summary.empty()) << verb->path;
        EXPECT_FALSE(verb->summary.ends_with('.')) << verb->path;
        if (verb->run) {
            EXPECT_FALSE(verb->examples.empty()) << verb->path;
        }
    }
}

} // namespace
} // namespace fingerpost::cli

#include "probe/lines.hpp"

#include <gtest/gtest.h>

namespace fingerpost::probe {

namespace {

/// What one feeding gives: "line|line|", then what waits.
std::string cut(const std::string& bytes, bool with_literals = false) {
    Lines lines(with_literals);
    if (!lines.feed(bytes)) return "too much";
    std::string found;
    while (true) {
        const auto line = lines.next();
        if (!line) return line.error().what;
        if (!*line) return found + std::string(lines.rest());
        found += **line + '|';
    }
}

} // namespace

TEST(Lines, end_with_or_without_cr_and_the_rest_waits) {
    EXPECT_EQ(cut("a\r\nb\n\r\nc"), "a|b||c");
    EXPECT_EQ(cut(""), "");
}

TEST(Lines, come_in_any_pieces) {
    Lines lines;
    for (const char c : std::string("+OK\r\n")) {
        EXPECT_FALSE(lines.next().value());
        ASSERT_TRUE(lines.feed({&c, 1}));
    }
    EXPECT_EQ(lines.next().value(), "+OK");
    EXPECT_EQ(lines.rest(), "");
}

TEST(Lines, a_literal_belongs_to_its_line) {
    EXPECT_EQ(cut("\"SASL\" {5}\r\nPLAIN\r\nOK\r\n", true), "\"SASL\" {5}\nPLAIN|OK|");
    EXPECT_EQ(cut("{3+}\r\na\nb {1}\r\nc\r\n", true), "{3+}\na\nb {1}\nc|");
    EXPECT_EQ(cut("{5}\r\nPL", true), "{5}\r\nPL");
    EXPECT_EQ(cut("* OK {5}\r\nx\r\n"), "* OK {5}|x|");
    EXPECT_EQ(cut("{x}\r\n{-1}\r\n{}\r\n}\r\n", true), "{x}|{-1}|{}|}|");
}

TEST(Lines, what_is_no_text_is_replaced) {
    EXPECT_EQ(cut(std::string("a\0b\x1b[31m\x7f\n", 10)), "a?b?[31m?|");
    EXPECT_EQ(cut("gr\xC3\xBC\xC3\x9F dich\n"), "gr\xC3\xBC\xC3\x9F dich|");
    EXPECT_EQ(cut("gr\xFC\xDF dich\n"), "gr?? dich|");
}

TEST(Lines, have_limits) {
    EXPECT_EQ(cut(std::string(4096, 'a')), std::string(4096, 'a'));
    EXPECT_EQ(cut(std::string(4097, 'a')), "says a line of more than 4096 octets");
    EXPECT_EQ(cut(std::string(4097, 'a') + '\n'), "says a line of more than 4096 octets");
    EXPECT_EQ(cut("{4096}\r\n" + std::string(4096, 'a') + '\n', true), cut(std::string(4097, 'a')));
    EXPECT_EQ(cut(std::string(200, '\n')), std::string(200, '|'));
    EXPECT_EQ(cut(std::string(201, '\n')), "says more than 200 lines");
    EXPECT_EQ(cut(std::string(Lines::total_max + 1, '\n')), "too much");
}

} // namespace fingerpost::probe

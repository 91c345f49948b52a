#include "format/seal.hpp"

#include <gtest/gtest.h>

using namespace fingerpost::format;

TEST(Seal, breaks_with_any_change_below_it) {
    for (const auto comment : {semicolon, slashes, hash, markup}) {
        const auto text = sealed(comment, "example.com", "a\nb\n");
        EXPECT_EQ(seal_of(comment, text), Seal::intact) << text;
        EXPECT_EQ(body_of(text), "a\nb\n");
        for (const auto& edited : {text + "c\n", text.substr(0, text.size() - 1)})
            EXPECT_EQ(seal_of(comment, edited), Seal::edited) << edited;
    }
}

TEST(Seal, a_mark_of_the_former_version_is_ours_and_says_nothing_of_edits) {
    const std::string old = "; written by fingerpost for example.com; the next export overwrites "
                            "what is changed here\n$ORIGIN example.com.\n";
    EXPECT_EQ(seal_of(semicolon, old), Seal::unsealed);
    EXPECT_EQ(body_of(old), "$ORIGIN example.com.\n");
    EXPECT_EQ(seal_of(slashes, "// written by fingerpost; the next …\n"), Seal::unsealed);
}

TEST(Seal, what_does_not_begin_as_ours_is_foreign) {
    for (const auto* text : {"", "$TTL 1\n", "; by hand\n", "// written by fingerpost\n", ";"})
        EXPECT_EQ(seal_of(semicolon, text), Seal::foreign) << text;
}

TEST(Seal, an_empty_body_has_one_too) {
    EXPECT_EQ(seal_of(hash, sealed(hash, "", "")), Seal::intact);
    EXPECT_EQ(body_of("# written by fingerpost"), "");
}

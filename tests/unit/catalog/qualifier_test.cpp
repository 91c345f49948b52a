#include "catalog/qualifier.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

std::string one_form(Qualifier id, std::string_view text) {
    const auto checked = kind_of(id)->check(text);
    return checked ? *checked : "refused";
}

TEST(Qualifier, is_kept_in_its_one_form) {
    EXPECT_EQ(one_form(Qualifier::language, "pt-BR"), "pt-br");
    EXPECT_EQ(one_form(Qualifier::selector, "Mail.2026"), "mail.2026");
    EXPECT_EQ(one_form(Qualifier::service, "MX1.example.com"), "mx1.example.com:25");
    EXPECT_EQ(one_form(Qualifier::service, "mx.%EMAILDOMAIN%:465"), "mx.%EMAILDOMAIN%:465");
    EXPECT_EQ(one_form(Qualifier::issuer, "CA.example.net."), "ca.example.net");
    EXPECT_EQ(kind_of(Qualifier::none), nullptr);
}

TEST(Qualifier, what_is_none_is_refused) {
    EXPECT_EQ(one_form(Qualifier::language, "german!"), "refused");
    EXPECT_EQ(one_form(Qualifier::selector, "a b"), "refused");
    EXPECT_EQ(one_form(Qualifier::selector, "*"), "refused");
    EXPECT_EQ(one_form(Qualifier::service, "192.0.2.1:25"), "refused");
    EXPECT_EQ(one_form(Qualifier::service, "mx.example.com:70000"), "refused");
    EXPECT_EQ(one_form(Qualifier::issuer, "https://ca.example.net"), "refused");
}

TEST(Qualifier, examples_hold) {
    for (const auto& kind : qualifier_kinds()) {
        const auto example = kind.example.substr(0, kind.example.find(' '));
        EXPECT_TRUE(kind.check(example)) << kind.name;
        EXPECT_EQ(kind_of(kind.id), &kind);
    }
}

} // namespace
} // namespace fingerpost

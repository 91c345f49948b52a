#include "cli/domain_choice.hpp"

#include "support/sample.hpp"

#include <gtest/gtest.h>

namespace fingerpost::cli {
namespace {

using Names = std::vector<std::string>;

Arguments typed(const Names& domains, bool all = false) {
    Arguments arguments;
    if (!domains.empty()) arguments.set("DOMAIN", domains);
    if (all) arguments.set("all", {""});
    return arguments;
}

Catalog two_domains() {
    CatalogBuilder builder;
    const auto mail = builder.add_offer(test::mail_offer());
    builder.set("b.example", mail);
    builder.set("a.example", mail);
    return std::move(builder).build();
}

TEST(DomainChoice, is_of_names_or_of_all) {
    EXPECT_EQ(
        named_domains(typed({"B.example", "a.example"})).value(), (Names{"b.example", "a.example"})
    );
    EXPECT_EQ(named_domains(typed({}, true)).value(), Names());
    EXPECT_FALSE(named_domains(typed({})));
    EXPECT_FALSE(named_domains(typed({"a.example"}, true)));
    EXPECT_FALSE(named_domains(typed({"no domain"})));
}

TEST(DomainChoice, gives_each_domain_once_and_in_order) {
    const auto catalog = two_domains();
    EXPECT_EQ(
        chosen_domains(typed({"x.example", "A.example", "x.example"}), catalog).value(),
        (Names{"a.example", "x.example"})
    );
    EXPECT_EQ(chosen_domains(typed({}, true), catalog).value(), (Names{"a.example", "b.example"}));
}

} // namespace
} // namespace fingerpost::cli

#include "storage/attribute_repository.hpp"

#include "storage/seed.hpp"
#include "support/database.hpp"

namespace fingerpost::storage {
namespace {

class AttributeRepositoryTest : public test::DatabaseTest {
protected:
    AttributeRepositoryTest() { EXPECT_TRUE(seed_example(*database_)); }

    static constexpr AttributeOwner provider{AttributeOwner::Of::provider, 1};
    static constexpr AttributeOwner domain{AttributeOwner::Of::domain, 1};
    AttributeRepository attributes_{*database_};
};
FINGERPOST_EVERY_ENGINE(AttributeRepositoryTest);

TEST_P(AttributeRepositoryTest, a_value_is_stored_in_its_one_form_and_replaced) {
    const auto stored = attributes_.set(provider, {"colour", "", "#AABBCC"});
    ASSERT_TRUE(stored);
    EXPECT_EQ(stored->value, "#aabbcc");
    EXPECT_TRUE(attributes_.set(provider, {"colour", "", "#000000"}));
    EXPECT_TRUE(attributes_.set(provider, {"help_text", "DE", "Hilfe"}));
    EXPECT_EQ(
        attributes_.list(provider),
        (std::vector<AttributeRow>{{"colour", "", "#000000"}, {"help_text", "de", "Hilfe"}})
    );
    EXPECT_TRUE(attributes_.list(domain).empty());
}

TEST_P(AttributeRepositoryTest, what_cannot_be_used_is_refused) {
    EXPECT_EQ(attributes_.set(domain, {"colour", "", "red"}).error().code, Errc::bad_request);
    EXPECT_TRUE(attributes_.list(domain).empty());
}

TEST_P(AttributeRepositoryTest, only_a_domain_can_do_without) {
    EXPECT_TRUE(attributes_.set(domain, {"webmail", "", ""}));
    EXPECT_EQ(attributes_.set(provider, {"webmail", "", ""}).error().code, Errc::bad_request);
}

TEST_P(AttributeRepositoryTest, keeps_one_value_for_each_qualifier) {
    EXPECT_TRUE(attributes_.set(domain, {"dkim", "Old", "v=DKIM1; p="}));
    EXPECT_TRUE(attributes_.set(domain, {"dkim", "new", "p="}));
    EXPECT_EQ(
        attributes_.list(domain),
        (std::vector<AttributeRow>{{"dkim", "new", "p="}, {"dkim", "old", "v=DKIM1; p="}})
    );
    EXPECT_FALSE(attributes_.set(domain, {"dkim", "", "v=DKIM1; p="}));
    EXPECT_TRUE(attributes_.remove(domain, "dkim", "OLD"));
    EXPECT_EQ(attributes_.list(domain).size(), 1U);
}

TEST_P(AttributeRepositoryTest, removes_one_language) {
    EXPECT_TRUE(attributes_.set(domain, {"help_text", "", "Help"}));
    EXPECT_TRUE(attributes_.set(domain, {"help_text", "de", "Hilfe"}));
    EXPECT_TRUE(attributes_.remove(domain, "help_text", "de"));
    EXPECT_EQ(
        attributes_.remove(domain, "help_text", "de").error().what,
        "attribute help_text is not set for de"
    );
    EXPECT_EQ(attributes_.list(domain).size(), 1U);
}

} // namespace
} // namespace fingerpost::storage

#include "cli/database.hpp"

#include "support/scratch.hpp"

#include <sstream>

namespace fingerpost::cli {
namespace {

app::Settings settings_of(const std::filesystem::path& file) {
    app::Settings settings;
    settings.db_uri = "sqlite:///" + file.string();
    return settings;
}

TEST(Database, is_made_by_a_change_and_not_by_a_look) {
    const test::Scratch scratch;
    const auto settings = settings_of(scratch / "new.db");
    EXPECT_EQ(open_current(settings).error().code, Errc::not_found);
    EXPECT_FALSE(std::filesystem::exists(scratch / "new.db"));
    EXPECT_TRUE(open_for_change(settings));
    EXPECT_TRUE(open_current(settings));
}

TEST(Database, of_no_tables_is_not_current) {
    const test::Scratch scratch;
    const auto settings = settings_of(scratch.write("empty.db", ""));
    EXPECT_EQ(open_current(settings).error().code, Errc::unsupported);
}

TEST(Database, in_memory_is_not_for_changes) {
    app::Settings settings;
    settings.db_uri = "sqlite:///:memory:";
    EXPECT_EQ(open_for_change(settings).error().code, Errc::unsupported);
}

} // namespace
} // namespace fingerpost::cli

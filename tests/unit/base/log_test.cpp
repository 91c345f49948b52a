#include "base/log.hpp"

#include "base/error.hpp"
#include "base/message.hpp"
#include "base/snapshot.hpp"

#include <gtest/gtest.h>

namespace fingerpost {
namespace {

TEST(Log, writes_one_line_an_event) {
    EXPECT_EQ(
        log::line(log::Format::text, log::Level::info, "started", {{"a", "1"}, {"b", "x y"}}, 0),
        "info started a=1 b=\"x y\""
    );
    EXPECT_EQ(
        log::line(log::Format::text, log::Level::error, "broken", {{"what", "a\nb\"c"}}, 0),
        "error broken what=\"a\\nb\\\"c\""
    );
}

TEST(Log, writes_json_for_machines) {
    EXPECT_EQ(
        log::line(log::Format::json, log::Level::warning, "late", {{"n", "5"}}, 1767225600),
        R"({"time":"2026-01-01T00:00:00Z","level":"warning","event":"late","n":"5"})"
    );
}

TEST(Log, reads_level_names_as_automx2_wrote_them) {
    EXPECT_EQ(log::parse_level("WARNING"), log::Level::warning);
    EXPECT_EQ(log::parse_level("debug"), log::Level::debug);
    EXPECT_EQ(log::parse_level("FATAL"), log::Level::critical);
    EXPECT_EQ(log::parse_level("loud"), std::nullopt);
}

TEST(Error, becomes_one_http_status) {
    EXPECT_EQ(http_status(Errc::not_found), 404);
    EXPECT_EQ(http_status(Errc::bad_request), 400);
    const Result<int> nothing = Error{Errc::timeout, "too late"};
    EXPECT_THROW((void)nothing.value(), std::logic_error);
}

TEST(Snapshot, a_reader_keeps_the_version_it_began_with) {
    Snapshot<std::string> snapshot("first");
    const auto mine = snapshot.get();
    snapshot.set("second");
    EXPECT_EQ(*mine, "first");
    EXPECT_EQ(*snapshot.get(), "second");
}

} // namespace
} // namespace fingerpost

#include "check/record_lines.hpp"

#include "support/discovery_domain.hpp"

#include <gtest/gtest.h>

namespace fingerpost::check {

TEST(RecordLines, what_stands_at_a_name_is_its_alias_where_it_has_one) {
    test::World world;
    world.add("a.example.com. 60 CNAME b.example.net.");
    world.add("b.example.net. 60 A 192.0.2.1");
    const auto lines = [&](const std::string& name) {
        return test::lines_of(standing_at(world.answer(resolve::Query{name, resolve::Type::a})));
    };
    using Lines = std::vector<std::string>;
    EXPECT_EQ(lines("a.example.com"), Lines{"a.example.com. CNAME b.example.net."});
    EXPECT_EQ(lines("b.example.net"), Lines{"b.example.net. A 192.0.2.1"});
}

TEST(RecordLines, types_are_listed_where_they_differ) {
    const zone::Record address{"a.example.com.", "A", "192.0.2.1"};
    const zone::Record text{"a.example.com.", "TXT", "\"x\""};
    EXPECT_EQ(listed(zone::Records{}), "");
    EXPECT_EQ(listed({address, address}), "192.0.2.1, 192.0.2.1");
    EXPECT_EQ(listed({address, text}), "A 192.0.2.1, TXT \"x\"");
}

TEST(RecordLines, a_record_is_published_however_it_is_written) {
    test::World world;
    world.add("a.example.com. 60 TXT \"one\" \"two\"");
    world.add("a.example.com. 60 TXT \"another\"");
    Evidence evidence;
    const resolve::Query query{"a.example.com", resolve::Type::txt};
    evidence.learn(query, world.answer(query));
    EXPECT_EQ(is_published(evidence, {"A.example.com.", "TXT", "\"onetwo\""}), true);
    EXPECT_EQ(is_published(evidence, {"a.example.com.", "TXT", "\"one\""}), false);
    EXPECT_EQ(is_published(evidence, {"b.example.com.", "TXT", "\"one\""}), std::nullopt);
}

} // namespace fingerpost::check

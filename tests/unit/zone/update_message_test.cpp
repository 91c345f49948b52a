#include "zone/update_message.hpp"

#include "zone/layout.hpp"
#include "zone/message.hpp"
#include "zone/message_writer.hpp"
#include "zone/octets.hpp"
#include "zone/wire.hpp"

#include <gtest/gtest.h>

using namespace fingerpost;
using namespace fingerpost::zone;

namespace {

const RRset mx{"example.com.", "MX", 300, {"10 mx1.example.com.", "20 mx2.example.com."}};

/// "owner class type TTL size" of each record of a section.
std::vector<std::string> lines(const std::string& octets, Section section) {
    const auto layout = layout_of(octets, answer_records_max);
    std::vector<std::string> found;
    for (const auto& place : layout->sections[static_cast<std::size_t>(section)]) {
        auto at = place.at;
        auto line = name_from_wire(octets, at).value();
        const auto ttl = Cursor(octets, at + 4).number<std::uint32_t>();
        line += ' ' + std::to_string(place.rclass) + ' ' + type_name(place.type);
        found.push_back(
            line + ' ' + std::to_string(ttl) + ' ' + std::to_string(place.end - place.data)
        );
    }
    return found;
}

using Lines = std::vector<std::string>;

} // namespace

TEST(UpdateMessage, demands_are_written_as_the_table_of_the_rfc_says) {
    const auto octets = write_update(
        5,
        {"example.com.",
         {{Demand::rrset_is, mx},
          {Demand::rrset_exists, mx},
          {Demand::rrset_absent, mx},
          {Demand::name_used, mx},
          {Demand::name_free, mx}}}
    );
    ASSERT_TRUE(octets) << octets.error().what;
    EXPECT_EQ(
        lines(*octets, prerequisites),
        (Lines{
            "example.com. 1 MX 0 19",
            "example.com. 1 MX 0 19",
            "example.com. 255 MX 0 0",
            "example.com. 254 MX 0 0",
            "example.com. 255 ANY 0 0",
            "example.com. 254 ANY 0 0"})
    );
}

TEST(UpdateMessage, edits_are_written_as_the_table_of_the_rfc_says) {
    const auto octets = write_update(
        5,
        {"example.com.", {}, {{Edit::remove_rrset, mx}, {Edit::remove_values, mx}, {Edit::add, mx}}}
    );
    ASSERT_TRUE(octets) << octets.error().what;
    EXPECT_EQ(
        lines(*octets, updates),
        (Lines{
            "example.com. 255 MX 0 0",
            "example.com. 254 MX 0 19",
            "example.com. 254 MX 0 19",
            "example.com. 1 MX 300 19",
            "example.com. 1 MX 300 19"})
    );
    const auto message = read_message(*octets);
    ASSERT_TRUE(message);
    EXPECT_EQ(message->opcode, Opcode::update);
    EXPECT_EQ(message->question, (Question{"example.com.", "SOA"}));
}

TEST(UpdateMessage, what_lies_outside_the_zone_or_has_no_values_is_refused) {
    EXPECT_FALSE(write_update(5, {"example.net.", {}, {{Edit::add, mx}}}));
    EXPECT_FALSE(write_update(5, {"le.com.", {}, {{Edit::add, mx}}}));
    EXPECT_FALSE(write_update(5, {"example.com.", {}, {{Edit::add, {"example.com.", "A", 1, {}}}}})
    );
    EXPECT_FALSE(
        write_update(5, {"example.com.", {{Demand::rrset_is, {"example.com.", "A", 1, {}}}}})
    );
}

TEST(UpdateMessage, more_than_a_message_holds_is_refused) {
    Update update{"example.com."};
    for (int i = 0; i < 3000; ++i)
        update.edits.push_back({Edit::add, mx});
    EXPECT_EQ(write_update(5, update).error().code, Errc::unsupported);
}

#include "format/format.hpp"

#include "format/json.hpp"
#include "format/table.hpp"
#include "support/format_sample.hpp"
#include "support/golden.hpp"
#include "support/zone_sample.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include <set>

using namespace fingerpost;
using namespace fingerpost::format;

TEST(Format, the_full_offer_as_programs_and_people_read_it) {
    const auto records = test::desired_for(test::full_offer());
    for (const auto* name : {"table", "zone", "json"})
        test::expect_golden(
            "format/format." + std::string(name),
            write(*find_format(name), {"example.com", records})->text
        );
}

TEST(Format, hard_records_in_every_format) {
    for (const auto& row : formats())
        test::expect_golden("format/hard." + std::string(row.name), test::written(row.name).text);
}

TEST(Format, nothing_is_left_out_in_silence) {
    for (const auto& row : formats()) {
        if (!row.has_records) continue;
        const auto out = test::written(row.name);
        // a number of type 65300 in presentation form, in wire form, or told
        const bool told =
            test::has(out, "00ff41") || test::has(out, "\\000\\377A") ||
            (!out.notes.empty() && out.notes.back().find("TYPE65300") != std::string::npos);
        EXPECT_TRUE(told) << row.name;
        const bool in_text = out.notes.empty() || test::has(out, out.notes.back());
        EXPECT_TRUE(in_text || !row.comment.exists()) << row.name << ": not in the file";
    }
}

TEST(Format, the_same_records_are_the_same_text) {
    for (const auto& row : formats())
        EXPECT_EQ(test::written(row.name).text, test::written(row.name).text) << row.name;
}

TEST(Format, every_text_ends_its_last_line) {
    for (const auto& row : formats()) {
        EXPECT_TRUE(test::written(row.name).text.ends_with('\n')) << row.name;
        const auto empty = test::written(row.name, {}).text;
        EXPECT_TRUE(empty.empty() || empty.ends_with('\n')) << row.name;
    }
}

TEST(Format, names_and_files_are_unique) {
    std::set<std::string> names, files;
    for (const auto& row : formats()) {
        EXPECT_EQ(find_format(row.name), &row);
        EXPECT_TRUE(names.emplace(row.name).second) << row.name;
        EXPECT_TRUE(files.insert(row.file_of("example.com")).second) << row.file;
    }
    EXPECT_EQ(find_format("xml"), nullptr);
}

TEST(Format, json_is_an_array_of_objects_whatever_stands_in_the_data) {
    const zone::Records records{{.owner = "a.example.", .type = "TXT", .data = "\"\\\"<\\\\\""}};
    const auto text = test::written("json", records).text;
    const auto parsed = boost::json::parse(text).as_array();
    ASSERT_EQ(parsed.size(), 1U);
    EXPECT_EQ(parsed[0].at("data").as_string(), records[0].data);
    EXPECT_EQ(parsed[0].at("ttl").as_int64(), 3600);
    EXPECT_EQ(test::written("json", {}).text, "[]\n");
}

TEST(Format, a_table_without_records_has_its_head) {
    EXPECT_TRUE(test::written("table", {}).text.starts_with("OWNER"));
}

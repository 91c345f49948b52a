#include "format/format.hpp"

#include "format/lines.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace fingerpost::format {

namespace {

std::string write_table(const zone::Records& records) {
    std::vector<std::array<std::string, 8>> rows{
        {"OWNER", "TTL", "TYPE", "DATA", "GRADE", "PURPOSE", "CLIENTS", "SPEC"}};
    for (const auto& record : records)
        rows.push_back(
            {record.owner,
             std::to_string(record.ttl),
             record.type,
             record.data,
             std::string(zone::name(record.grade)),
             std::string(record.purpose),
             std::string(record.clients),
             std::string(record.spec)}
        );
    std::array<std::size_t, 8> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i + 1 < row.size(); ++i) // nothing stands after the last
            widths[i] = std::max(widths[i], row[i].size() + 2);
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            append_padded(text, row[i], widths[i]);
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return text;
}

std::string write_zone(const zone::Records& records) {
    std::string text;
    text.reserve(records.size() * 96);
    for (const auto& record : records)
        append_line(text, record, record.owner, record.ttl);
    return text;
}

std::string write_json(const zone::Records& records) {
    boost::json::array array;
    for (const auto& record : records)
        array.push_back(boost::json::object{
            {"owner", record.owner},
            {"ttl", record.ttl},
            {"type", record.type},
            {"data", record.data},
            {"grade", zone::name(record.grade)},
            {"purpose", record.purpose},
            {"clients", record.clients},
            {"spec", record.spec}});
    return boost::json::serialize(array) + '\n';
}

constexpr std::array table{
    FormatRow{Format::table, "table", "columns for people, with the reason for each", write_table},
    FormatRow{Format::zone, "zone", "lines of a zone file", write_zone},
    FormatRow{Format::json, "json", "an array of objects", write_json},
};

} // namespace

std::span<const FormatRow> formats() {
    return table;
}

std::optional<Format> parse_format(std::string_view name) {
    for (const auto& row : table)
        if (row.name == name) return row.format;
    return std::nullopt;
}

std::string write(Format format, const zone::Records& records) {
    for (const auto& row : table)
        if (row.format == format) return row.write(records);
    return {};
}

} // namespace fingerpost::format

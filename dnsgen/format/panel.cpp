#include "format/panel.hpp"

#include "base/text.hpp"
#include "format/lines.hpp"
#include "format/values.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::format {

namespace {

constexpr std::array words{
    PanelWord{
        "absolute",
        "names in full, not relative to the domain",
        [](PanelSettings& panel) { panel.absolute = true; }},
    PanelWord{
        "apex-name",
        "the domain itself by its name, not \"@\"",
        [](PanelSettings& panel) { panel.apex = Apex::name; }},
    PanelWord{
        "apex-empty",
        "the domain itself as an empty field",
        [](PanelSettings& panel) { panel.apex = Apex::empty; }},
    PanelWord{"quoted", "text in quotes", [](PanelSettings& panel) { panel.quoted = true; }},
    PanelWord{
        "split",
        "long text as several strings in quotes, of 255 octets at most",
        [](PanelSettings& panel) { panel.split_text = true; }},
    PanelWord{
        "no-dot",
        "names in full without their final dot",
        [](PanelSettings& panel) { panel.final_dot = false; }},
    PanelWord{
        "no-root",
        "the form refuses \".\" as a target",
        [](PanelSettings& panel) { panel.root_target = false; }},
};

using Row = std::array<std::string, 5>;

std::string full_name(std::string_view name, const PanelSettings& panel) {
    if (!panel.final_dot && name.size() > 1 && zone::is_absolute(name)) name.remove_suffix(1);
    return std::string(name);
}

std::string owner(const zone::Record& record, std::string_view origin, const PanelSettings& panel) {
    const auto name = zone::relative(record.owner, origin);
    if (name == "@" && panel.apex == Apex::at && !panel.absolute) return "@";
    if (name == "@" && panel.apex == Apex::empty) return "(empty)";
    return panel.absolute || name == "@" ? full_name(record.owner, panel) : std::string(name);
}

/// Whoever types it in sees UTF-8 as letters; what cannot be typed stays escaped.
bool can_be_typed(std::string_view text) {
    return is_utf8(text) && std::none_of(text.begin(), text.end(), [](char c) {
               return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
           });
}

std::string text_value(const zone::Record& record, const PanelSettings& panel) {
    const auto joined = parts(record);
    if (!joined || panel.split_text) return record.data;
    const auto& text = joined->front();
    if (panel.quoted) return '"' + escaped(text) + '"';
    return can_be_typed(text) ? text : escaped(text);
}

/// Priority and value, which forms ask for apart.
std::pair<std::string, std::string> value(const zone::Record& record, const PanelSettings& panel) {
    if (record.type == "TXT") return {"-", text_value(record, panel)};
    auto found = parts(record);
    if (!found) return {"-", record.data};
    const auto& type = record.type;
    if (type == "CNAME" || type == "MX" || type == "NS" || type == "PTR" || type == "SRV")
        found->back() = full_name(found->back(), panel);
    if (type == "CAA") found->back() = '"' + escaped(found->back()) + '"';
    const bool has_priority = type == "MX" || type == "SRV";
    std::string rest;
    for (std::size_t i = has_priority; i < found->size(); ++i)
        rest.append(rest.empty() ? "" : " ").append((*found)[i]);
    return {has_priority ? found->front() : "-", rest};
}

bool has_root_target(const zone::Record& record) {
    return (record.type == "SRV" || record.type == "MX") && record.data.ends_with(" .");
}

std::string_view cost(const zone::Record& record) {
    if (record.type == "MX")
        return "the form takes no \".\"; senders will try the domain's own addresses (RFC 7505 §1)";
    return "the form takes no \".\"; clients are not told that the service does not exist, and may "
           "go on looking for it (RFC 2782)";
}

void append_columns(std::string& text, const std::vector<Row>& rows) {
    std::array<std::size_t, 4> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i < widths.size(); ++i)
            widths[i] = std::max(widths[i], row[i].size() + 2);
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < widths.size(); ++i)
            append_padded(text, row[i], widths[i]);
        text.append(row.back()).append("\n");
    }
}

} // namespace

std::span<const PanelWord> panel_words() {
    return words;
}

Result<PanelSettings> parse_panel(std::string_view text) {
    PanelSettings panel;
    for (const auto& word : split_list(text)) {
        const auto row = std::find_if(words.begin(), words.end(), [&](const PanelWord& known) {
            return known.word == word;
        });
        if (row == words.end()) {
            std::string what = "\"" + word.substr(0, 40) + "\" is no word of --panel; there are ";
            for (const auto& known : words)
                what.append(&known == words.data() ? "" : ", ").append(known.word);
            return Error{Errc::bad_request, std::move(what)};
        }
        row->set(panel);
    }
    return panel;
}

Result<void> add_panel(Output& out, const Domain& domain, const Settings& settings) {
    const auto origin = zone::absolute(domain.name);
    std::vector<Row> rows{{"NAME", "TYPE", "TTL", "PRIORITY", "VALUE"}};
    for (const auto set : sets(domain.records))
        for (const auto& record : set) {
            if (has_root_target(record) && !settings.panel.root_target) {
                leave_out(out, "# ", record, cost(record));
                continue;
            }
            auto [priority, rest] = value(record, settings.panel);
            rows.push_back(
                {owner(record, origin, settings.panel),
                 record.type,
                 std::to_string(set.front().ttl),
                 std::move(priority),
                 std::move(rest)}
            );
        }
    append_columns(out.text, rows);
    return {};
}

} // namespace fingerpost::format

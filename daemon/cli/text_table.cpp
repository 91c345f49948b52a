#include "cli/text_table.hpp"

#include <algorithm>

namespace fingerpost::cli {

namespace {

constexpr std::size_t gap = 2;

/// Code points: continuation octets of UTF-8 take no room.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
    }));
}

std::vector<std::size_t> widths(const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widest;
    for (const auto& row : rows) {
        widest.resize(std::max(widest.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widest[i] = std::max(widest[i], width(row[i]));
    }
    return widest;
}

} // namespace

TextTable::TextTable(std::vector<std::string> head) : head_(!head.empty()) {
    if (head_) rows_.push_back(std::move(head));
}

void TextTable::add(std::vector<std::string> row) {
    for (auto& cell : row)
        cell = printable(cell);
    rows_.push_back(std::move(row));
}

std::string TextTable::str() const {
    if (rows_.size() == (head_ ? 1 : 0)) return "";
    const auto widest = widths(rows_);
    std::string text;
    for (const auto& row : rows_) {
        std::size_t blanks = 0;
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (!row[i].empty()) text.append(blanks, ' ').append(row[i]);
            blanks = (row[i].empty() ? blanks : 0) + widest[i] - width(row[i]) + gap;
        }
        text += '\n';
    }
    return text;
}

std::string printable(std::string_view text) {
    std::string shown;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
        // U+0080 to U+009F steer terminals as escape sequences do
        const bool upper_control = byte == 0xC2 && next >= 0x80 && next < 0xA0;
        if (byte < 0x20 || byte == 0x7f || upper_control)
            shown += '?';
        else
            shown += text[i];
        if (upper_control) ++i;
    }
    return shown;
}

} // namespace fingerpost::cli

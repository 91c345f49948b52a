#include "format/lines.hpp"

#include <array>
#include <charconv>

namespace fingerpost::format {

namespace {

constexpr std::size_t owner_width = 24;
constexpr std::size_t type_width = 6;

} // namespace

void append_padded(std::string& out, std::string_view text, std::size_t width) {
    out += text;
    out.append(text.size() < width ? width - text.size() : 1, ' ');
}

void append_number(std::string& out, std::uint32_t number) {
    std::array<char, 10> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

void append_line(
    std::string& out,
    const zone::Record& record,
    std::string_view owner,
    std::optional<std::uint32_t> ttl
) {
    append_padded(out, owner, owner_width);
    if (ttl) {
        append_number(out, *ttl);
        out += ' ';
    }
    out += "IN ";
    append_padded(out, record.type, type_width);
    out += record.data;
    out += '\n';
}

std::string lines(const zone::Records& records) {
    std::string text;
    text.reserve(records.size() * 96);
    for (const auto& record : records)
        append_line(text, record, record.owner, record.ttl);
    return text;
}

Result<void> add_lines(Output& out, const Domain& domain, const Settings&) {
    out.text += lines(domain.records);
    return {};
}

} // namespace fingerpost::format

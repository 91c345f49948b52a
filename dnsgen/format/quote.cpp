#include "format/quote.hpp"

#include <algorithm>
#include <cstdint>

namespace fingerpost::format {

namespace {

void append_unit(std::string& out, std::uint32_t unit) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += "\\u";
    for (const int shift : {12, 8, 4, 0})
        out += digits[unit >> shift & 15];
}

/// As UTF-16, which is what \uXXXX counts in (ECMA-262 §12.9.4).
void append_code_point(std::string& out, std::uint32_t code) {
    if (code >= 0x10000) {
        append_unit(out, 0xd800 + ((code - 0x10000) >> 10));
        code = 0xdc00 + ((code - 0x10000) & 0x3ff);
    }
    append_unit(out, code);
}

/// The code point that `text` begins with; takes it away.
std::uint32_t next_code_point(std::string_view& text) {
    const auto octet = [&text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const std::size_t size = octet(0) < 0xc0 ? 1 : octet(0) < 0xe0 ? 2 : octet(0) < 0xf0 ? 3 : 4;
    std::uint32_t code = size == 1 ? octet(0) : octet(0) & (0xffU >> (size + 1));
    for (std::size_t i = 1; i < std::min(size, text.size()); ++i)
        code = code << 6 | (octet(i) & 0x3fU);
    text.remove_prefix(std::min(size, text.size()));
    return code;
}

} // namespace

std::string code_string(std::string_view utf8) {
    std::string out = "\"";
    while (!utf8.empty()) {
        const auto code = next_code_point(utf8);
        if (code < 0x20 || code >= 0x7f) {
            append_code_point(out, code);
            continue;
        }
        if (code == '"' || code == '\\') out += '\\';
        out += static_cast<char>(code);
    }
    return out += '"';
}

std::string hcl_string(std::string_view ascii) {
    std::string out;
    for (const char c : code_string(ascii)) {
        if (c == '{' && (out.ends_with('$') || out.ends_with('%'))) out += out.back();
        out += c;
    }
    return out;
}

std::string csv_cell(std::string_view text) {
    std::string out;
    if (!text.empty() && std::string_view("=+-@\t\r'").find(text[0]) != text.npos) out += '\'';
    out += text;
    if (out.find_first_of(",\"\r\n") == out.npos) return out;
    for (auto at = out.find('"'); at != out.npos; at = out.find('"', at + 2))
        out.insert(at, 1, '"');
    return '"' + out + '"';
}

std::string markdown_code(std::string_view text) {
    std::size_t longest = 0, run = 0;
    for (const char c : text) {
        run = c == '`' ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    const std::string fence(longest + 1, '`');
    const auto* blank = text.starts_with('`') || text.ends_with('`') ? " " : "";
    std::string out = fence + blank;
    for (const char c : text) {
        if (c == '|') out += '\\'; // the table's cells are cut before code is looked for
        out += c;
    }
    return out + blank + fence;
}

std::string markdown_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_[]<>|#~&").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

} // namespace fingerpost::format

#include "check/spf_macro.hpp"

#include "base/text.hpp"

#include <algorithm>
#include <vector>

namespace fingerpost::check {

namespace {

constexpr std::size_t name_max = 253;
constexpr std::string_view delimiters = ".-+,/_=";

/// One macro at the front of a text.
struct Macro {
    std::size_t size = 0; ///< 0: it is none
    char letter = 0;      ///< as written; 0 for %%, %_ and %-
    std::size_t keep = 0; ///< 0: all parts
    bool reversed = false;
    std::string_view separators = ".";
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

Macro read_macro(std::string_view text) {
    Macro macro;
    if (text.size() < 2 || text[0] != '%') return macro;
    if (text[1] == '%' || text[1] == '_' || text[1] == '-') {
        macro.size = 2;
        return macro;
    }
    const auto end = text.find('}');
    if (text[1] != '{' || end == text.npos || end < 3) return macro;
    macro.letter = text[2];
    if (std::string_view("slodiphv").find(static_cast<char>(text[2] | 0x20)) ==
        std::string_view::npos)
        return macro;
    auto rest = text.substr(3, end - 3);
    const auto digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
    if (digits > 0) {
        const auto keep = to_integer(rest.substr(0, digits), 1, 128);
        if (!keep) return macro; // §7.1: zero is wrong
        macro.keep = static_cast<std::size_t>(*keep);
    }
    rest.remove_prefix(digits);
    macro.reversed = rest.starts_with('r') || rest.starts_with('R');
    if (macro.reversed) rest.remove_prefix(1);
    if (rest.find_first_not_of(delimiters) != rest.npos) return macro;
    if (!rest.empty()) macro.separators = rest;
    macro.size = end + 1;
    return macro;
}

/// The address as %{i} shows it: IPv6 by its hexadecimal digits.
std::string dotted(const std::string& octets) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (!text.empty()) text += '.';
        if (octets.size() == 4)
            text += std::to_string(octet);
        else
            text.append({digits[octet / 16U], '.', digits[octet % 16U]});
    }
    return text;
}

std::string value_of(char letter, const SpfMacros& macros) {
    const auto at = macros.sender.rfind('@');
    switch (letter | 0x20) {
    case 's': return macros.sender;
    case 'l': return macros.sender.substr(0, at);
    case 'o': return macros.sender.substr(at + 1);
    case 'd': return macros.domain;
    case 'i': return dotted(macros.octets);
    case 'p': return macros.validated;
    case 'h': return macros.helo;
    default: return macros.octets.size() == 4 ? "in-addr" : "ip6";
    }
}

std::string transformed(const Macro& macro, const SpfMacros& macros) {
    const auto value = value_of(macro.letter, macros);
    std::vector<std::string> parts(1);
    for (const char c : value) {
        if (macro.separators.find(c) == macro.separators.npos)
            parts.back() += c;
        else
            parts.emplace_back();
    }
    if (macro.reversed) std::ranges::reverse(parts);
    const auto kept = macro.keep == 0 ? parts.size() : std::min(macro.keep, parts.size());
    std::string text;
    for (auto i = parts.size() - kept; i < parts.size(); ++i)
        text.append(text.empty() ? "" : ".").append(parts[i]);
    const bool capital = macro.letter >= 'A' && macro.letter <= 'Z';
    return capital ? percent_encoded(text) : text;
}

/// "." toplabel ["."], or a macro (§7.1).
bool has_name_end(std::string_view text) {
    if (text.ends_with('}')) return true;
    if (text.ends_with('.')) text.remove_suffix(1);
    const auto dot = text.rfind('.');
    if (dot == text.npos) return false;
    const auto label = text.substr(dot + 1);
    const auto plain = [](char c) {
        return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '-';
    };
    return !label.empty() && std::ranges::all_of(label, plain) &&
           !std::ranges::all_of(label, is_digit) && label.front() != '-' && label.back() != '-';
}

} // namespace

bool is_macro_string(std::string_view text) {
    while (!text.empty()) {
        const auto size = text.front() == '%' ? read_macro(text).size : 1;
        if (size == 0 || text.front() <= 0x20 || text.front() >= 0x7f) return false;
        text.remove_prefix(size);
    }
    return true;
}

bool is_domain_spec(std::string_view text) {
    return is_macro_string(text) && has_name_end(text);
}

bool has_macro(std::string_view text, char letter) {
    for (std::size_t at = 0; (at = text.find('%', at)) != text.npos;) {
        const auto macro = read_macro(text.substr(at));
        if (macro.letter != 0 && (macro.letter | 0x20) == letter) return true;
        at += std::max<std::size_t>(macro.size, 1);
    }
    return false;
}

bool is_query_name(std::string_view name) {
    if (name.empty() || name.size() > name_max) return false;
    for (std::size_t begin = 0; begin <= name.size();) {
        const auto end = std::min(name.find('.', begin), name.size());
        if (end == begin || end - begin > 63) return false;
        begin = end + 1;
    }
    return std::ranges::all_of(name, [](char c) {
        return c > 0x20 && c < 0x7f && c != '\\' && c != '"';
    });
}

std::string expanded_name(std::string_view text, const SpfMacros& macros) {
    std::string name;
    while (!text.empty()) {
        const auto macro = read_macro(text);
        if (macro.size == 0)
            name += text.front();
        else if (macro.letter != 0)
            name += transformed(macro, macros);
        else
            name += text[1] == '-' ? "%20" : std::string(1, text[1] == '_' ? ' ' : '%');
        text.remove_prefix(std::max<std::size_t>(macro.size, 1));
    }
    if (name.ends_with('.')) name.pop_back();
    while (name.size() > name_max && name.find('.') != name.npos)
        name.erase(0, name.find('.') + 1);
    return ascii_lower(name);
}

} // namespace fingerpost::check

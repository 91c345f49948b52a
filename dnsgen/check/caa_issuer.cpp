#include "check/caa_issuer.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "check/placed_tags.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

constexpr std::uint8_t critical = 128; // RFC 8659 §4.1
// registered with IANA; RFC 8659 §4.2-§4.4, CA/Browser Forum, RFC 9495, BIMI
constexpr std::array<std::string_view, 7> known_tags{
    "issue", "issuewild", "iodef", "contactemail", "contactphone", "issuemail", "issuevmc"};
constexpr std::string_view blanks = " \t";

bool is_alphanumeric(char c) {
    return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
}

bool is_parameter_tag(std::string_view tag) {
    return !tag.empty() && tag.front() != '-' && tag.back() != '-' &&
           std::ranges::all_of(tag, [](char c) { return is_alphanumeric(c) || c == '-'; });
}

bool is_parameter_value(std::string_view value) {
    return std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7f && c != ';'; });
}

/// What is left when blanks are taken from both ends; `at` goes with it.
std::string_view stripped(std::string_view text, std::size_t& at) {
    const auto begin = std::min(text.find_first_not_of(blanks), text.size());
    at += begin;
    return trimmed(text.substr(begin));
}

} // namespace

Result<CaaIssuer> read_caa_issuer(std::string_view value) {
    const auto end = std::min(value.find(';'), value.size());
    std::size_t at = 0;
    const auto name = stripped(value.substr(0, end), at);
    CaaIssuer issuer;
    issuer.name = ascii_lower(name);
    if (!name.empty() && !is_host_name(name)) return wrong_at(at, "no name of an authority");
    for (auto begin = end; begin < value.size();) {
        at = begin + 1;
        const auto stop = std::min(value.find(';', at), value.size());
        const auto part = stripped(value.substr(at, stop - at), at);
        begin = stop;
        if (part.empty()) continue;
        const auto equals = part.find('=');
        const auto tag = trimmed(part.substr(0, equals));
        if (equals == part.npos || !is_parameter_tag(tag)) return wrong_at(at, "no tag=value");
        const auto content = trimmed(part.substr(equals + 1));
        if (!is_parameter_value(content)) return wrong_at(at, "a value with blanks in it");
        issuer.parameters.insert_or_assign(ascii_lower(tag), std::string(content));
    }
    return issuer;
}

std::string fault_of(const resolve::Caa& record) {
    const auto tag = ascii_lower(record.tag);
    if (tag.empty() || !std::ranges::all_of(tag, is_alphanumeric))
        return "the tag is not of letters and digits";
    if ((record.flags & ~critical) != 0)
        return "flags " + std::to_string(record.flags) + " in place of 0 or 128";
    if (tag == "issue" || tag == "issuewild") {
        const auto issuer = read_caa_issuer(record.value);
        if (!issuer) return issuer.error().what;
    }
    if (tag == "iodef") {
        const auto value = ascii_lower(record.value);
        const bool known = value.starts_with("mailto:") || value.starts_with("https:") ||
                           value.starts_with("http:");
        if (!known) return "iodef is a mailto:, https: or http: URL"; // RFC 8659 §4.4
    }
    return {};
}

bool is_unknown_critical(const resolve::Caa& record) {
    const auto tag = ascii_lower(record.tag);
    return (record.flags & critical) != 0 && std::ranges::find(known_tags, tag) == known_tags.end();
}

} // namespace fingerpost::check

#include "resolve/extended_error.hpp"

#include "base/text.hpp"
#include "resolve/cursor.hpp"

#include <array>

namespace fingerpost::resolve {

namespace {

constexpr std::uint16_t option_code = 15; // RFC 8914 §2
constexpr std::size_t characters_max = 300;
constexpr int errors_max = 4;

/// By INFO-CODE, from 0.
constexpr std::array<std::string_view, 30> names{
    "Other",
    "Unsupported DNSKEY Algorithm",
    "Unsupported DS Digest Type",
    "Stale Answer",
    "Forged Answer",
    "DNSSEC Indeterminate",
    "DNSSEC Bogus",
    "Signature Expired",
    "Signature Not Yet Valid",
    "DNSKEY Missing",
    "RRSIGs Missing",
    "No Zone Key Bit Set",
    "NSEC Missing",
    "Cached Error",
    "Not Ready",
    "Blocked",
    "Censored",
    "Filtered",
    "Prohibited",
    "Stale NXDOMAIN Answer",
    "Not Authoritative",
    "Not Supported",
    "No Reachable Authority",
    "Network Error",
    "Invalid Data",
    "Signature Expired before Valid",
    "Too Early",
    "Unsupported NSEC3 Iterations Value",
    "Unable to conform to policy",
    "Synthesized"};

/// A stranger's text for our terminals and logs: no control characters (C1 are "\xC2\x80" to
/// "\xC2\x9F" in UTF-8), no broken UTF-8.
std::string tamed(std::string_view text) {
    const bool well_formed = is_utf8(text);
    std::string line;
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x20 || octet == 0x7F) {
            line += ' ';
        } else if (octet >= 0x80 && !well_formed) {
            line += '?';
        } else if (octet >= 0x80 && octet < 0xA0 && line.ends_with('\xC2')) {
            line.back() = ' ';
        } else {
            line += c;
        }
    }
    return first_characters(one_line(line), characters_max);
}

std::string described(std::uint16_t code, std::string_view extra) {
    auto text = code < names.size() ? std::string(names[code]) : "EDE " + std::to_string(code);
    const auto told = tamed(extra);
    if (!told.empty()) text += ": " + told;
    return text;
}

} // namespace

std::string extended_errors(std::string_view options) {
    Cursor cursor(options);
    std::string text;
    for (int errors = 0; cursor.at() < options.size() && errors < errors_max;) {
        const auto option = cursor.u16();
        const auto content = cursor.bytes(cursor.u16());
        if (cursor.failed()) break;
        if (option != option_code || content.size() < 2) continue;
        Cursor code(content);
        text += (text.empty() ? "" : "; ") + described(code.u16(), content.substr(2));
        ++errors;
    }
    return text;
}

} // namespace fingerpost::resolve

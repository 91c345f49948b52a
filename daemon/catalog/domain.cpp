#include "catalog/domain.hpp"

#include "base/text.hpp"

#include <arpa/inet.h>
#include <idn2.h>

#include <algorithm>
#include <array>

namespace fingerpost {

namespace {

bool is_label(std::string_view label) {
    if (label.empty() || label.size() > 63 || label.front() == '-' || label.back() == '-')
        return false;
    return std::all_of(label.begin(), label.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
               c == '-';
    });
}

Error no_domain(std::string_view text) {
    return {Errc::bad_request, "not a domain name: \"" + std::string(text.substr(0, 80)) + '"'};
}

bool is_ascii(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char c) {
        return static_cast<unsigned char>(c) < 0x80;
    });
}

Result<std::string> to_ascii(std::string_view text) {
    if (!is_utf8(text) || text.find('\0') != text.npos) return no_domain(text);
    char* encoded = nullptr;
    const std::string input(text);
    const int status =
        idn2_to_ascii_8z(input.c_str(), &encoded, IDN2_NFC_INPUT | IDN2_NONTRANSITIONAL);
    if (status != IDN2_OK) return no_domain(text);
    auto result = ascii_lower(encoded);
    idn2_free(encoded);
    return result;
}

std::string_view last_label(std::string_view name) {
    return name.substr(name.rfind('.') + 1);
}

/// RFC 1123 §2.1: the last label of a name is not all digits, so that no name is an address.
bool is_numeric(std::string_view label) {
    return label.find_first_not_of("0123456789") == label.npos;
}

} // namespace

bool is_host_name(std::string_view text) {
    if (text.empty() || text.size() > 253) return false;
    for (std::size_t start = 0; start <= text.size();) {
        const auto end = std::min(text.find('.', start), text.size());
        if (!is_label(text.substr(start, end - start))) return false;
        start = end + 1;
    }
    return true;
}

bool is_ip_address(std::string_view text) {
    const std::string address(text);
    std::array<unsigned char, 16> bytes{};
    return inet_pton(AF_INET, address.c_str(), bytes.data()) == 1 ||
           inet_pton(AF_INET6, address.c_str(), bytes.data()) == 1;
}

Result<std::string> parse_domain(std::string_view text) {
    if (text.ends_with('.')) text.remove_suffix(1);
    if (text.size() > 1000) return no_domain(text);
    auto name = is_ascii(text) ? Result<std::string>(ascii_lower(text)) : to_ascii(text);
    if (!name) return name;
    if (!is_host_name(*name) || is_numeric(last_label(*name))) return no_domain(text);
    return name;
}

Result<std::string> parse_domain_pattern(std::string_view text) {
    if (text == "*") return std::string("*");
    if (!text.starts_with("*.")) return parse_domain(text);
    auto parent = parse_domain(text.substr(2));
    if (parent) parent->insert(0, "*.");
    return parent;
}

std::string unicode_domain(const std::string& domain) {
    char* decoded = nullptr;
    if (idn2_to_unicode_8z8z(domain.c_str(), &decoded, 0) != IDN2_OK) return domain;
    std::string result(decoded);
    idn2_free(decoded);
    return result;
}

} // namespace fingerpost

#include "catalog/qualifier.hpp"

#include "base/text.hpp"
#include "catalog/attribute.hpp"
#include "catalog/domain.hpp"

#include <algorithm>
#include <array>

namespace fingerpost {

namespace {

constexpr std::size_t selector_max = 100; // room for any domain (RFC 1035 §2.3.4)
constexpr std::uint16_t smtp = 25;

Error wrong(std::string what) {
    return {Errc::unsupported, std::move(what)};
}

/// RFC 5646 §2.1, as far as it matters here; in lower case.
Result<std::string> language(std::string_view text) {
    auto tag = ascii_lower(text);
    const auto letters = tag.find('-') == tag.npos ? tag.size() : tag.find('-');
    const bool plain = std::ranges::all_of(tag, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
    if (letters < 2 || letters > 3 || tag.size() > 35 || !plain) return wrong("no language tag");
    return tag;
}

/// RFC 6376 §3.1: labels of a host name.
Result<std::string> selector(std::string_view text) {
    if (text.size() > selector_max || !is_host_name(text)) return wrong("no selector");
    return ascii_lower(text);
}

Result<std::string> service(std::string_view text) {
    const auto parsed = parse_host_port(text, smtp);
    if (!parsed || is_ip_address(parsed->host)) return wrong("no service");
    return parsed->host + ':' + std::to_string(parsed->port);
}

// clang-format off
constexpr std::array table{
    QualifierKind{Qualifier::language, "language", "TAG", "de or pt-br", "for people who read this language", false, language},
    QualifierKind{Qualifier::selector, "selector", "NAME", "mail2026", "of this DKIM key", true, selector},
    QualifierKind{Qualifier::service, "service", "HOST:PORT", "mx1.example.com:25", "where the certificate is shown", true, service},
    QualifierKind{Qualifier::issuer, "issuer", "CA", "ca.example.net", "the certification authority by its CAA name", false, parse_domain},
};
// clang-format on

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table.at(i).id) != i + 1) return false;
    return true;
}
static_assert(is_in_order());

} // namespace

std::span<const QualifierKind> qualifier_kinds() {
    return table;
}

const QualifierKind* kind_of(Qualifier id) {
    return id == Qualifier::none ? nullptr : &table.at(static_cast<std::size_t>(id) - 1);
}

} // namespace fingerpost

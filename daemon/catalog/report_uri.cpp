#include "catalog/report_uri.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "catalog/placeholder.hpp"
#include "catalog/url.hpp"

#include <algorithm>

namespace fingerpost {

namespace {

constexpr std::string_view mailto = "mailto:";

bool is_safe(std::string_view uri) {
    return std::ranges::all_of(uri, [](char c) {
        return c > 0x20 && c < 0x7f &&
               std::string_view("!;\"\\<>").find(c) == std::string_view::npos;
    });
}

bool is_mailbox(std::string_view uri) {
    return uri.find('@') > mailto.size() && !mail_domain_of(uri).empty();
}

} // namespace

Result<std::vector<std::string>> parse_report_uris(std::string_view text, ReportsBy by) {
    auto uris = split_list(text);
    for (const auto& uri : uris) {
        const auto plain = expand_domain(uri, "example.com");
        const auto url = parse_url(plain);
        const bool https = by == ReportsBy::mail_or_https && url && url->tls;
        if (!is_safe(plain) || !(is_mailbox(plain) || https))
            return Error{Errc::unsupported, '"' + uri.substr(0, 80) + "\" is no such URI"};
    }
    if (uris.empty()) return Error{Errc::unsupported, "no URI is given"};
    return uris;
}

std::string mail_domain_of(std::string_view uri) {
    if (!ascii_iequals(uri.substr(0, mailto.size()), mailto)) return {};
    const auto address = uri.substr(0, uri.find('?'));
    const auto at = address.rfind('@');
    if (at == address.npos) return {};
    auto domain = parse_domain(address.substr(at + 1));
    return domain ? std::move(*domain) : std::string();
}

} // namespace fingerpost

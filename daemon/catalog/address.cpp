#include "catalog/address.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"

#include <algorithm>

namespace fingerpost {

namespace {

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
}

} // namespace

Result<Address> Address::parse(std::string_view text) {
    text = trimmed(text);
    if (text.size() > 254) return Error{Errc::bad_request, "address longer than 254 characters"};
    const auto at = text.find('@');
    if (at == text.npos || at == 0 || text.find('@', at + 1) != text.npos)
        return Error{Errc::bad_request, "not a mail address: needs exactly one @"};
    const auto local = text.substr(0, at);
    // RFC 6532 §3.2 allows UTF-8; blanks and control characters stand in no address people use
    if (!is_utf8(local) || std::any_of(local.begin(), local.end(), is_control) ||
        local.find(' ') != local.npos)
        return Error{Errc::bad_request, "not a mail address: blank or control character in it"};
    auto domain = parse_domain(text.substr(at + 1));
    if (!domain) return domain.error();
    return Address{std::string(local), std::move(*domain)};
}

} // namespace fingerpost

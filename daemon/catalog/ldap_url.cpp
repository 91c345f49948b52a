#include "catalog/ldap_url.hpp"

#include "base/text.hpp"
#include "catalog/attribute.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace fingerpost {

namespace {

using Scope = LdapUrl::Scope;

constexpr std::array<std::pair<std::string_view, Scope>, 4> scopes{{
    {"", Scope::unsaid},
    {"base", Scope::base},
    {"one", Scope::one},
    {"sub", Scope::sub},
}};

std::optional<Scope> parse_scope(std::string_view word) {
    for (const auto& [name, scope] : scopes)
        if (ascii_iequals(word, name)) return scope;
    return std::nullopt;
}

bool has_only_printable(std::string_view text) {
    return std::ranges::none_of(text, [](char c) {
        return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f || c == '"';
    });
}

/// What stands before the next separator, which is taken away with it.
std::string_view taken(std::string_view& rest, char separator) {
    const auto end = std::min(rest.find(separator), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

} // namespace

Result<LdapUrl> parse_ldap_url(std::string_view text) {
    Error bad{
        Errc::unsupported, "a URL like ldaps://ldap.example.com/ou=people,dc=example,dc=com??sub"};
    LdapUrl url;
    url.tls = ascii_iequals(text.substr(0, 8), "ldaps://");
    if (!url.tls && !ascii_iequals(text.substr(0, 7), "ldap://")) return bad;
    if (!has_only_printable(text)) return bad;
    text.remove_prefix(url.tls ? 8 : 7);
    auto authority = parse_host_port(taken(text, '/'), 0);
    if (!authority) return bad;
    url.host = std::move(authority->host);
    url.port = authority->port;
    url.base = percent_decoded(taken(text, '?'));
    taken(text, '?'); // the attributes
    const auto scope = parse_scope(taken(text, '?'));
    if (!scope || !is_utf8(url.base)) return bad;
    url.scope = *scope;
    return url;
}

} // namespace fingerpost

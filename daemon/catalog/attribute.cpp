#include "catalog/attribute.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "catalog/ldap_url.hpp"
#include "catalog/picture.hpp"
#include "catalog/url.hpp"

#include <algorithm>
#include <array>
#include <tuple>

namespace fingerpost {

namespace {

constexpr std::size_t longest_value = 2000;
constexpr std::size_t longest_picture = 64 * 1024;     ///< octets of base64
constexpr std::int64_t longest_mta_sts_age = 31557600; ///< seconds, RFC 8461 §3.2

Error must_be(std::string what) {
    return {Errc::unsupported, std::move(what)};
}

Result<std::string> text(std::string_view value) {
    for (const char c : value)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) return must_be("one line of text");
    return std::string(value);
}

Result<std::string> https_url(std::string_view value) {
    const auto url = parse_url(value);
    if (!url || !url->tls) return must_be("an https URL like https://www.example.com/path");
    return std::string(value);
}

/// RFC 8414 §2: what documents and tokens are compared with, so it is kept as typed.
Result<std::string> issuer(std::string_view value) {
    if (!https_url(value) || value.find_first_of("?#") != value.npos)
        return must_be("an https URL without query and fragment");
    return std::string(value);
}

Result<std::string> mailto_or_https(std::string_view value) {
    constexpr std::string_view mail = "mailto:";
    const bool mailto = value.starts_with(mail) && value.find('@', mail.size()) != value.npos &&
                        value.find_first_of(" \t\"<>") == value.npos;
    if (!mailto && !https_url(value)) return must_be("mailto:name@example.com or an https URL");
    return std::string(value);
}

Result<std::string> host(std::string_view value) {
    auto name = parse_host_name(value);
    return name ? name : must_be("a host name");
}

Result<std::string> hosts(std::string_view value) {
    std::string list;
    for (const auto& item : split_list(value)) {
        const auto name = parse_host_name(item);
        if (!name) return must_be("host names with commas between them, the preferred one first");
        list.append(list.empty() ? "" : ", ").append(*name);
    }
    return list;
}

Result<std::string> mail_domain(std::string_view value) {
    auto name = parse_domain(value);
    return name ? name : must_be("a domain name");
}

Result<std::string> sieve_host(std::string_view value) {
    const auto parsed = parse_host_port(value, 4190); // RFC 5804 §1.8
    if (!parsed) return must_be("host:port, or a host that listens on 4190");
    return parsed->host + ':' + std::to_string(parsed->port);
}

Result<std::string> ldap_url(std::string_view value) {
    const auto url = parse_ldap_url(value);
    return url ? std::string(value) : Result<std::string>(must_be(url.error().what));
}

/// RFC 8461 §3.2
Result<std::string> mta_sts_mode(std::string_view value) {
    for (const std::string_view mode : {"none", "testing", "enforce"})
        if (ascii_iequals(value, mode)) return std::string(mode);
    return must_be("none, testing or enforce");
}

Result<std::string> mta_sts_age(std::string_view value) {
    if (!to_integer(value, 0, longest_mta_sts_age))
        return must_be("a number of seconds, 31557600 at most");
    return std::string(value);
}

/// RFC 2397; an SVG in an <img> runs no script.
Result<std::string> picture(std::string_view value) {
    for (const auto& [ending, type] : picture_types()) {
        const auto head = "data:" + std::string(type) + ";base64,";
        const auto data = value.substr(std::min(head.size(), value.size()));
        const bool base64 = data.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrst"
                                                   "uvwxyz0123456789+/=") == data.npos;
        if (value.starts_with(head) && !data.empty() && base64) return std::string(value);
    }
    return must_be("a picture as data:image/png;base64,… (or svg+xml, jpeg, webp)");
}

Result<std::string> hex_colour(std::string_view value) {
    const auto digits = value.substr(std::min<std::size_t>(value.size(), 1));
    const bool hex = digits.find_first_not_of("0123456789abcdefABCDEF") == digits.npos;
    if (!value.starts_with('#') || digits.size() != 6 || !hex)
        return must_be("a colour like #1a6b4f");
    return ascii_lower(value);
}

using enum AttributeId;

// clang-format off
constexpr std::array table{
    AttributeKind{display_name, "display_name", true, text, "what people read in place of the provider's name"},
    AttributeKind{logo, "logo", false, https_url, "picture of the provider, named to clients; never loaded by our own pages"},
    AttributeKind{page_logo, "page_logo", false, picture, "picture on the set-up page, as a data: URL; attribute set reads it from a file"},
    AttributeKind{colour, "colour", false, hex_colour, "main colour of the set-up page"},
    AttributeKind{help_text, "help_text", true, text, "what the set-up page adds for people who are stuck"},
    AttributeKind{documentation, "documentation", true, https_url, "page that explains how to set up a client"},
    AttributeKind{documentation_title, "documentation_title", true, text, "title of that page"},
    AttributeKind{enable, "enable", false, https_url, "page where a user first has to switch on what clients use"},
    AttributeKind{enable_instruction, "enable_instruction", true, text, "what is to be done on that page"},
    AttributeKind{webmail, "webmail", false, https_url, "login page of the web mail"},
    AttributeKind{contact, "contact", false, mailto_or_https, "whom developers of clients may ask"},
    AttributeKind{developer, "developer", false, https_url, "page for developers of clients"},
    AttributeKind{activesync, "activesync", false, https_url, "Exchange ActiveSync, often …/Microsoft-Server-ActiveSync"},
    AttributeKind{ews, "ews", false, https_url, "Exchange Web Services, often …/EWS/Exchange.asmx"},
    AttributeKind{jmap, "jmap", false, https_url, "JMAP session (RFC 8620 §2)"},
    AttributeKind{managesieve, "managesieve", false, sieve_host, "ManageSieve server (RFC 5804)"},
    AttributeKind{file_share, "file_share", false, https_url, "WebDAV folder of the user"},
    AttributeKind{ldap, "ldap", false, ldap_url, "address book that Apple devices may search (RFC 4516)"},
    AttributeKind{oauth_issuer, "oauth_issuer", false, issuer, "OAuth 2.0 issuer (RFC 8414)"},
    AttributeKind{oauth_authorization, "oauth_authorization", false, https_url, "OAuth 2.0 authorization endpoint"},
    AttributeKind{oauth_token, "oauth_token", false, https_url, "OAuth 2.0 token endpoint"},
    AttributeKind{oauth_scope, "oauth_scope", false, text, "OAuth 2.0 scopes, with blanks between them"},
    AttributeKind{oauth_client_id, "oauth_client_id", false, text, "OAuth 2.0 public client id for every client"},
    AttributeKind{autodiscover_host, "autodiscover_host", false, host, "host with a valid certificate to which Autodiscover is redirected (HTTP 302)"},
    AttributeKind{redirect_url, "redirect_url", false, https_url, "Autodiscover of another provider, to which the answer leads (RedirectUrl)"},
    AttributeKind{moved_to, "moved_to", false, mail_domain, "domain whose addresses took the place of these (RedirectAddr)"},
    AttributeKind{mx, "mx", false, hosts, "mail exchangers, the preferred one first"},
    AttributeKind{mta_sts, "mta_sts", false, mta_sts_mode, "mode of the MTA-STS policy (RFC 8461); without it there is none"},
    AttributeKind{mta_sts_max_age, "mta_sts_max_age", false, mta_sts_age, "how long senders keep the policy, in seconds; 604800 where not set"},
};
// clang-format on

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table.at(i).id) != i) return false;
    return true;
}
static_assert(is_in_order());

const std::string nothing;

auto place(const Attribute& attribute) {
    return std::tie(attribute.id, attribute.language);
}

/// RFC 5646 §2.1, as far as it matters here; the language in lower case.
bool is_language(std::string_view tag) {
    const auto letters = tag.substr(0, tag.find('-'));
    if (letters.size() < 2 || letters.size() > 3 || tag.size() > 35) return false;
    return std::ranges::all_of(tag, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

Error unusable(const AttributeRow& row, const std::string& wanted) {
    const auto shown =
        is_utf8(row.value) ? first_characters(row.value.substr(0, row.value.find('\n')), 100) : "…";
    return {Errc::unsupported, "attribute " + row.name + ": \"" + shown + "\" is not " + wanted};
}

} // namespace

std::span<const AttributeKind> attribute_kinds() {
    return table;
}

const AttributeKind& kind_of(AttributeId id) {
    return table.at(static_cast<std::size_t>(id));
}

const AttributeKind* find_attribute(std::string_view name) {
    const auto* const row = std::ranges::find(table, name, &AttributeKind::name);
    return row == table.end() ? nullptr : row;
}

Result<Attribute> to_attribute(const AttributeRow& row) {
    const auto* kind = find_attribute(row.name);
    if (!kind) {
        std::vector<std::string_view> names;
        names.reserve(table.size());
        for (const auto& known : table)
            names.push_back(known.name);
        const auto near = nearest(row.name, names);
        auto what = "there is no attribute \"" + row.name + '"';
        if (!near.empty()) what.append("; did you mean ").append(near).append("?");
        return Error{Errc::unsupported, what};
    }
    const auto language = ascii_lower(row.language);
    if (!language.empty() && !kind->localized)
        return Error{
            Errc::unsupported, "attribute " + row.name + " has one value, none for each language"};
    if (!language.empty() && !is_language(language))
        return Error{
            Errc::unsupported,
            "attribute " + row.name + ": language \"" + row.language +
                "\" is not like de or pt-br"};
    const auto value = trimmed(row.value);
    if (value.empty()) return Attribute{kind->id, language, {}};
    const auto longest = kind->id == page_logo ? longest_picture : longest_value;
    if (value.size() > longest)
        return unusable(row, "of at most " + std::to_string(longest) + " octets");
    if (!is_utf8(value)) return unusable(row, "UTF-8");
    auto checked = kind->check(value);
    if (!checked) return unusable(row, checked.error().what);
    return Attribute{kind->id, language, std::move(*checked)};
}

void Attributes::set(Attribute attribute) {
    auto at = std::ranges::lower_bound(list_, place(attribute), {}, place);
    const bool there = at != list_.end() && place(*at) == place(attribute);
    if (attribute.value.empty()) {
        if (there) list_.erase(at);
    } else if (there) {
        *at = std::move(attribute);
    } else {
        list_.insert(at, std::move(attribute));
    }
}

const std::string& Attributes::get(AttributeId id) const {
    const auto values = all(id);
    return values.empty() ? nothing : values.front().value;
}

const std::string& Attributes::get(AttributeId id, std::span<const std::string> languages) const {
    const auto values = all(id);
    for (const auto& wanted : languages) {
        const auto exact = std::ranges::find(values, wanted, &Attribute::language);
        if (exact != values.end()) return exact->value;
        const auto broader =
            std::ranges::find(values, wanted.substr(0, wanted.find('-')), &Attribute::language);
        if (broader != values.end()) return broader->value;
    }
    return get(id);
}

std::span<const Attribute> Attributes::all(AttributeId id) const {
    return std::ranges::equal_range(list_, id, {}, &Attribute::id);
}

Result<HostPort> parse_host_port(std::string_view text, std::uint16_t default_port) {
    HostPort found{{}, default_port};
    if (const auto colon = text.rfind(':'); colon != text.npos) {
        const auto port = to_integer(text.substr(colon + 1), 1, 65535);
        if (!port) return Error{Errc::bad_request, "the port is not between 1 and 65535"};
        found.port = static_cast<std::uint16_t>(*port);
        text = text.substr(0, colon);
    }
    auto name = parse_host_name(text);
    if (!name) return name.error();
    found.host = std::move(*name);
    return found;
}

} // namespace fingerpost

#include "base/text.hpp"
#include "catalog/attribute.hpp"
#include "catalog/caa.hpp"
#include "catalog/dkim.hpp"
#include "catalog/dmarc.hpp"
#include "catalog/domain.hpp"
#include "catalog/ldap_url.hpp"
#include "catalog/mail_flow.hpp"
#include "catalog/picture.hpp"
#include "catalog/report_uri.hpp"
#include "catalog/spf.hpp"
#include "catalog/url.hpp"

#include <algorithm>
#include <array>

namespace fingerpost {

namespace {

constexpr std::int64_t longest_mta_sts_age = 31557600;          ///< seconds, RFC 8461 §3.2
constexpr std::int64_t shortest_ttl = 60, longest_ttl = 604800; ///< seconds
constexpr std::size_t longest_label = 180; ///< of names below a domain: RFC 1035 §2.3.4

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
Result<std::string> issuer_url(std::string_view value) {
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

/// A domain that takes no mail has ".".
Result<std::string> exchangers(std::string_view value) {
    if (value == null_exchanger || ascii_iequals(value, "none")) return std::string(null_exchanger);
    std::string list;
    for (const auto& item : split_list(value)) {
        const auto name = parse_host_name(item);
        if (!name || is_ip_address(*name))
            return must_be(
                "host names with commas between them, the preferred one first, or none for a "
                "domain that takes no mail"
            );
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

/// Labels below the domain, "@" for itself.
Result<std::string> local_names(std::string_view value) {
    std::string list;
    for (const auto& name : split_list(value)) {
        if (name != "@" && (name.size() > longest_label || !is_host_name(name)))
            return must_be("@ for the domain itself, or names below it like www, with commas");
        list.append(list.empty() ? "" : ", ").append(ascii_lower(name));
    }
    return list;
}

Result<std::string> reported_domains(std::string_view value) {
    std::string list;
    for (const auto& item : split_list(value)) {
        const auto name = parse_domain(item);
        if (item != "*" && (!name || name->size() > longest_label))
            return must_be("domain names with commas between them, or * for every domain");
        list.append(list.empty() ? "" : ", ").append(name ? *name : item);
    }
    return list;
}

Result<std::string> dkim_key(std::string_view value) {
    auto record = parse_dkim(value);
    return record ? std::move(record->text) : Result<std::string>(record.error());
}

Result<std::string> dmarc_policy(std::string_view value) {
    auto record = parse_dmarc(value);
    return record ? std::move(record->text) : Result<std::string>(record.error());
}

Result<std::string> report_uris(std::string_view value) {
    const auto uris = parse_report_uris(value, ReportsBy::mail_or_https);
    if (!uris)
        return must_be(
            "mailto:name@example.com or https URLs with commas between them: " + uris.error().what
        );
    std::string list;
    for (const auto& uri : *uris)
        list.append(list.empty() ? "" : ",").append(uri);
    return list;
}

/// RFC 6698 §2.1.4: SHA-256 of a public key.
Result<std::string> key_digests(std::string_view value) {
    std::string list;
    for (const auto& digest : split_list(value)) {
        const bool hex = digest.find_first_not_of("0123456789abcdefABCDEF") == digest.npos;
        if (digest.size() != 64 || !hex)
            return must_be(
                "the SHA-256 of a public key in 64 hexadecimal digits; --file takes it from a "
                "certificate"
            );
        list.append(list.empty() ? "" : ", ").append(ascii_lower(digest));
    }
    return list;
}

/// In a list of tags a semicolon would end it.
Result<std::string> url_in_tag(std::string_view value) {
    const bool plain = std::ranges::all_of(value, [](char c) { return c > 0x20 && c < 0x7f; });
    if (!https_url(value) || !plain || value.find(';') != value.npos)
        return must_be("an https URL in ASCII without a semicolon");
    return std::string(value);
}

Result<std::string> dnssec_state(std::string_view value) {
    for (const std::string_view state : {"signed", "unsigned"})
        if (ascii_iequals(value, state)) return std::string(state);
    return must_be("signed or unsigned");
}

Result<std::string> cached_for(std::string_view value) {
    const auto seconds = to_integer(value, shortest_ttl, longest_ttl);
    if (!seconds) return must_be("a number of seconds between 60 and 604800");
    return std::to_string(*seconds);
}

Result<std::string> caa_value(std::string_view value) {
    return value == no_issuer ? std::string(value) : parse_caa_parameters(value);
}

using enum AttributeId;

constexpr auto one = Qualifier::none, language = Qualifier::language,
               selector = Qualifier::selector, service = Qualifier::service,
               issuer = Qualifier::issuer;

// clang-format off
constexpr std::array table{
    AttributeKind{display_name, "display_name", language, text, "what people read in place of the provider's name"},
    AttributeKind{logo, "logo", one, https_url, "picture of the provider, named to clients; never loaded by our own pages"},
    AttributeKind{page_logo, "page_logo", one, picture, "picture on the set-up page, as a data: URL; attribute set reads it from a file"},
    AttributeKind{colour, "colour", one, hex_colour, "main colour of the set-up page"},
    AttributeKind{help_text, "help_text", language, text, "what the set-up page adds for people who are stuck"},
    AttributeKind{documentation, "documentation", language, https_url, "page that explains how to set up a client"},
    AttributeKind{documentation_title, "documentation_title", language, text, "title of that page"},
    AttributeKind{enable, "enable", one, https_url, "page where a user first has to switch on what clients use"},
    AttributeKind{enable_instruction, "enable_instruction", language, text, "what is to be done on that page"},
    AttributeKind{webmail, "webmail", one, https_url, "login page of the web mail"},
    AttributeKind{contact, "contact", one, mailto_or_https, "whom developers of clients may ask"},
    AttributeKind{developer, "developer", one, https_url, "page for developers of clients"},
    AttributeKind{activesync, "activesync", one, https_url, "Exchange ActiveSync, often …/Microsoft-Server-ActiveSync"},
    AttributeKind{ews, "ews", one, https_url, "Exchange Web Services, often …/EWS/Exchange.asmx"},
    AttributeKind{jmap, "jmap", one, https_url, "JMAP session (RFC 8620 §2)"},
    AttributeKind{managesieve, "managesieve", one, sieve_host, "ManageSieve server (RFC 5804)"},
    AttributeKind{file_share, "file_share", one, https_url, "WebDAV folder of the user"},
    AttributeKind{ldap, "ldap", one, ldap_url, "address book that Apple devices may search (RFC 4516)"},
    AttributeKind{oauth_issuer, "oauth_issuer", one, issuer_url, "OAuth 2.0 issuer (RFC 8414)"},
    AttributeKind{oauth_authorization, "oauth_authorization", one, https_url, "OAuth 2.0 authorization endpoint"},
    AttributeKind{oauth_token, "oauth_token", one, https_url, "OAuth 2.0 token endpoint"},
    AttributeKind{oauth_scope, "oauth_scope", one, text, "OAuth 2.0 scopes, with blanks between them"},
    AttributeKind{oauth_client_id, "oauth_client_id", one, text, "OAuth 2.0 public client id for every client"},
    AttributeKind{autodiscover_host, "autodiscover_host", one, host, "host with a valid certificate to which Autodiscover is redirected (HTTP 302)"},
    AttributeKind{redirect_url, "redirect_url", one, https_url, "Autodiscover of another provider, to which the answer leads (RedirectUrl)"},
    AttributeKind{moved_to, "moved_to", one, mail_domain, "domain whose addresses took the place of these (RedirectAddr)"},
    AttributeKind{mx, "mx", one, exchangers, "mail exchangers, the preferred one first; none: the domain takes no mail (RFC 7505)"},
    AttributeKind{mta_sts, "mta_sts", one, mta_sts_mode, "mode of the MTA-STS policy (RFC 8461); without it there is none"},
    AttributeKind{mta_sts_max_age, "mta_sts_max_age", one, mta_sts_age, "how long senders keep the policy, in seconds; 604800 where not set"},
    AttributeKind{no_mail, "no_mail", one, local_names, "names that neither send nor take mail: @ for the domain itself, www and others below it"},
    AttributeKind{spf, "spf", one, parse_spf, "who may send in the domain's name: v=spf1 mx -all (RFC 7208)"},
    AttributeKind{dkim, "dkim", selector, dkim_key, "public key by selector; attribute set reads it from a PEM or TXT file; v=DKIM1; p= revokes (RFC 6376)"},
    AttributeKind{dmarc, "dmarc", one, dmarc_policy, "v=DMARC1; p=reject; rua=mailto:… (RFC 7489, RFC 9989)"},
    AttributeKind{dmarc_reports_for, "dmarc_reports_for", one, reported_domains, "domains whose DMARC reports this one takes, or * for all (RFC 7489 §7.1)"},
    AttributeKind{tlsrpt, "tlsrpt", one, report_uris, "where reports about TLS go: mailto: and https URIs (RFC 8460)"},
    AttributeKind{tlsa, "tlsa", service, key_digests, "key of the certificate in use; attribute set reads it from a PEM file (DANE, RFC 7672)"},
    AttributeKind{tlsa_next, "tlsa_next", service, key_digests, "key that comes next, published before it is used"},
    AttributeKind{tlsa_ca, "tlsa_ca", service, key_digests, "keys of the authorities that issue for the service"},
    AttributeKind{dnssec, "dnssec", one, dnssec_state, "whether the domain's zone is signed; TLSA records wait for it"},
    AttributeKind{caa_issue, "caa_issue", issuer, caa_value, "who may issue certificates: any or parameters by issuer; none without issuer forbids all (RFC 8659)"},
    AttributeKind{caa_issuewild, "caa_issuewild", issuer, caa_value, "the same for wildcard certificates"},
    AttributeKind{caa_iodef, "caa_iodef", one, report_uris, "where authorities report what they refused: mailto: and https URIs"},
    AttributeKind{bimi, "bimi", one, url_in_tag, "picture shown beside the domain's mail, SVG; waits for dmarc with quarantine or reject (BIMI)"},
    AttributeKind{bimi_certificate, "bimi_certificate", one, url_in_tag, "certificate of that picture, PEM"},
    AttributeKind{dns_ttl, "dns_ttl", one, cached_for, "how long resolvers may keep the domain's records, in seconds; the setting dns_ttl where not set"},
};
// clang-format on

constexpr bool is_in_order() {
    for (std::size_t i = 0; i < table.size(); ++i)
        if (static_cast<std::size_t>(table.at(i).id) != i) return false;
    return true;
}
static_assert(is_in_order());

} // namespace

std::span<const AttributeKind> attribute_kinds() {
    return table;
}

} // namespace fingerpost

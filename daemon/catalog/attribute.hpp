/// @file
/// What a provider or a domain offers beyond the rows of automx2's tables: one word, one value, or
/// one for each qualifier. A domain's value stands before its provider's.
#pragma once

#include "base/error.hpp"
#include "catalog/qualifier.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost {

enum class AttributeId : std::uint8_t {
    display_name,
    logo,
    page_logo,
    colour,
    help_text,
    documentation,
    documentation_title,
    enable,
    enable_instruction,
    webmail,
    contact,
    developer,
    activesync,
    ews,
    jmap,
    managesieve,
    file_share,
    ldap,
    oauth_issuer,
    oauth_authorization,
    oauth_token,
    oauth_scope,
    oauth_client_id,
    autodiscover_host,
    redirect_url,
    moved_to,
    mx,
    mta_sts,
    mta_sts_max_age,
    no_mail,
    spf,
    dkim,
    dmarc,
    dmarc_reports_for,
    tlsrpt,
    tlsa,
    tlsa_next,
    tlsa_ca,
    dnssec,
    caa_issue,
    caa_issuewild,
    caa_iodef,
    bimi,
    bimi_certificate,
    dns_ttl,
};

/// A row of the table of attributes.
struct AttributeKind {
    AttributeId id;
    std::string_view name; ///< as stored and typed: "documentation_title"
    Qualifier qualifier;   ///< of which it may have a value each
    /// The value in its one form; the error says what it must be: "an https URL …".
    Result<std::string> (*check)(std::string_view value);
    std::string_view help; ///< one sentence, without full stop
};

/// In the order of AttributeId.
std::span<const AttributeKind> attribute_kinds();

const AttributeKind& kind_of(AttributeId id);

/// Null when there is no such attribute.
const AttributeKind* find_attribute(std::string_view name);

/// A row of `fingerpost_provider_attribute` or `fingerpost_domain_attribute`, as found.
struct AttributeRow {
    std::string name;
    std::string qualifier; ///< "de" of a language; "": none
    std::string value;     ///< "": the domain does without its provider's

    bool operator==(const AttributeRow&) const = default;
};

struct Attribute {
    AttributeId id{};
    std::string qualifier = {};
    std::string value = {}; ///< may hold placeholders

    bool operator==(const Attribute&) const = default;
};

/// Errc::unsupported names the attribute and what it may hold: `attribute activesync: "…" is not
/// …`. An empty value is taken: it takes a provider's away.
Result<Attribute> to_attribute(const AttributeRow& row);

/// The attributes of one offer; few, so a sorted list. Never empty values.
class Attributes {
public:
    /// Replaces what is there of this attribute and qualifier; an empty value takes it away.
    void set(Attribute attribute);

    /// The value without qualifier, or else the first; "" when there is none.
    const std::string& get(AttributeId id) const;
    /// The value in the first of these languages that has one ("de-AT" is content with "de"), or
    /// else as get().
    const std::string& get(AttributeId id, std::span<const std::string> languages) const;
    /// All values of the attribute, by qualifier, the one without first.
    std::span<const Attribute> all(AttributeId id) const;
    std::span<const Attribute> all() const { return list_; }

    bool has(AttributeId id) const { return !all(id).empty(); }

private:
    std::vector<Attribute> list_; ///< by id, then qualifier
};

/// "host:port" of a managesieve attribute; the port is 4190 where none was given.
struct HostPort {
    std::string host;
    std::uint16_t port = 0;
};
Result<HostPort> parse_host_port(std::string_view text, std::uint16_t default_port);

} // namespace fingerpost

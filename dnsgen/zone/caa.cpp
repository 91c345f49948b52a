#include "zone/caa.hpp"

#include "base/text.hpp"
#include "catalog/caa.hpp"
#include "catalog/placeholder.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr Reason issue{
    Grade::recommended,
    "only the authorities named so may issue certificates for the domain",
    "",
    "RFC 8659 §4.2, RFC 8657"};
constexpr Reason issuewild{
    Grade::optional,
    "only the authorities named so may issue wildcard certificates for the domain",
    "",
    "RFC 8659 §4.3, RFC 8657"};
constexpr Reason iodef{
    Grade::optional, "authorities report here what they refused to issue", "", "RFC 8659 §4.4"};

struct Issuers {
    AttributeId id;
    std::string_view tag;
    const Reason& reason;
};

void add(
    const Subject& subject,
    std::string_view tag,
    const std::string& value,
    const Reason& reason,
    Records& records
) {
    // one string whatever its length (RFC 8659 §4.1.1); no value needs an escape
    std::string data = "0 ";
    data.append(tag).append(" \"").append(value).append("\"");
    records.push_back(
        make_record(absolute(subject.domain), "CAA", std::move(data), subject.host.ttl, reason)
    );
}

void add_issuers(const Subject& subject, const Issuers& kind, Records& records) {
    const auto& attributes = subject.offer.attributes;
    if (attributes.get(kind.id) == no_issuer) {
        add(subject, kind.tag, ";", kind.reason, records);
        return;
    }
    for (const auto& [id, issuer, value] : attributes.all(kind.id)) {
        const auto parameters = expand_domain(value, subject.domain);
        const auto whole = value == any_account ? issuer : issuer + "; " + parameters;
        add(subject, kind.tag, whole, kind.reason, records);
    }
}

} // namespace

void add_caa(const Subject& subject, Records& records) {
    add_issuers(subject, {AttributeId::caa_issue, "issue", issue}, records);
    add_issuers(subject, {AttributeId::caa_issuewild, "issuewild", issuewild}, records);
    const auto to =
        expand_domain(subject.offer.attributes.get(AttributeId::caa_iodef), subject.domain);
    for (const auto& uri : split_list(to))
        add(subject, "iodef", uri, iodef, records);
}

} // namespace fingerpost::zone

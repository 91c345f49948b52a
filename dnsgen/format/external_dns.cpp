#include "format/external_dns.hpp"

#include "format/quote.hpp"
#include "format/values.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::format {

namespace {

constexpr std::array<std::string_view, 8> types{
    "A", "AAAA", "CNAME", "MX", "NS", "PTR", "SRV", "TXT"};

std::string_view without_dot(std::string_view name) {
    if (name.size() > 1 && name.ends_with('.')) name.remove_suffix(1);
    return name;
}

/// external-dns refuses the final dot of names, except in SRV where it insists on it.
std::string target(const zone::Record& record) {
    if (record.type == "SRV" || record.type == "TXT") return code_string(record.data);
    if (record.data.ends_with(" .")) return code_string(record.data); // RFC 7505
    return code_string(without_dot(record.data));
}

} // namespace

Result<void> add_external_dns(Output& out, const Domain& domain, const Settings&) {
    std::string endpoints;
    for (const auto set : sets(domain.records)) {
        const auto& first = set.front();
        if (std::find(types.begin(), types.end(), first.type) == types.end()) {
            for (const auto& record : set)
                leave_out(out, "# ", record, "external-dns manages no records of the type");
            continue;
        }
        endpoints.append("    - dnsName: ").append(code_string(without_dot(first.owner)));
        endpoints.append("\n      recordTTL: ").append(std::to_string(first.ttl));
        endpoints.append("\n      recordType: ").append(first.type).append("\n      targets:\n");
        for (const auto& record : set)
            endpoints.append("        - ").append(target(record)).append("\n");
    }
    out.text.append("---\napiVersion: externaldns.k8s.io/v1alpha1\nkind: DNSEndpoint\nmetadata:\n");
    out.text.append("  name: ").append(code_string(domain.name)).append("\nspec:\n  endpoints:");
    out.text.append(endpoints.empty() ? " []\n" : "\n").append(endpoints);
    return {};
}

} // namespace fingerpost::format

#include "format/format.hpp"

#include "format/catalog_zone.hpp"
#include "format/csv.hpp"
#include "format/dnscontrol.hpp"
#include "format/domain_connect.hpp"
#include "format/external_dns.hpp"
#include "format/json.hpp"
#include "format/lines.hpp"
#include "format/markdown.hpp"
#include "format/name_server_conf.hpp"
#include "format/nsupdate.hpp"
#include "format/octodns.hpp"
#include "format/panel.hpp"
#include "format/powerdns.hpp"
#include "format/table.hpp"
#include "format/terraform.hpp"
#include "format/tinydns.hpp"

#include <array>

namespace fingerpost::format {

namespace {

constexpr bool with_serial = true;
constexpr bool without_records = false;

// clang-format off
constexpr std::array table{
    Format{"table", "columns for people, with the reason for each record", "*.txt", hash, add_table},
    Format{"panel", "the fields of a DNS provider's web form, see --panel", "*.panel.txt", hash, add_panel},
    Format{"markdown", "a table for wikis and tickets", "*.md", markup, add_markdown},
    Format{"csv", "a table for spreadsheets", "records.csv", no_comment, add_csv, begin_csv},
    Format{"json", "an array of objects", "*.json", no_comment, add_json},
    Format{"zone", "lines of a zone file, names in full", "*.records", semicolon, add_lines},
    Format{"bind-zone", "a whole zone that loads as it stands", "db.*", semicolon, add_bind_zone, nullptr, with_serial},
    Format{"bind-snippet", "lines to $INCLUDE in a zone of your own", "*.discovery.inc", semicolon, add_bind_snippet},
    Format{"bind-conf", "BIND: stanzas of the zones", "named.conf.fingerpost", slashes, add_bind_conf, nullptr, false, without_records},
    Format{"knot-conf", "Knot DNS: stanzas of the zones", "knot.conf.fingerpost", hash, add_knot_conf, begin_knot_conf, false, without_records},
    Format{"nsd-conf", "NSD: stanzas of the zones", "nsd.conf.fingerpost", hash, add_nsd_conf, nullptr, false, without_records},
    Format{"catalog-zone", "the zones' names for secondaries (RFC 9432)", "db.catalog.fingerpost", semicolon, add_catalog_zone, begin_catalog_zone, with_serial, without_records},
    Format{"nsupdate", "updates of zones (RFC 2136)", "fingerpost.nsupdate", semicolon, add_nsupdate},
    Format{"powerdns", "PowerDNS: the body of a PATCH of the zone", "*.powerdns.json", no_comment, add_powerdns},
    Format{"tinydns", "tinydns: lines of the file data", "data.fingerpost", hash, add_tinydns},
    Format{"octodns", "octoDNS: a zone of a YamlProvider", "*.yaml", hash, add_octodns},
    Format{"dnscontrol", "DNSControl: calls for dnsconfig.js", "fingerpost.dnsconfig.js", slashes, add_dnscontrol},
    Format{"terraform", "Terraform: resources of hashicorp/dns", "fingerpost.tf", hash, add_terraform},
    Format{"external-dns", "Kubernetes: resources for external-dns", "fingerpost.dnsendpoints.yaml", hash, add_external_dns},
    Format{"domain-connect", "a Domain Connect template, see --template", "*.domain-connect.json", no_comment, add_domain_connect},
};
// clang-format on

} // namespace

std::string Format::file_of(std::string_view domain) const {
    std::string made(file);
    if (is_for_one()) made.replace(made.find('*'), 1, domain);
    return made;
}

std::span<const Format> formats() {
    return table;
}

const Format* find_format(std::string_view name) {
    for (const auto& row : table)
        if (row.name == name) return &row;
    return nullptr;
}

Result<Output> write(const Format& format, const Domain& domain, const Settings& settings) {
    Output out;
    if (format.begin) format.begin(out, settings);
    if (const auto added = format.add(out, domain, settings); !added) return added.error();
    return out;
}

} // namespace fingerpost::format

/// @file
/// The rows of the family "names". Their judgements stand in wildcard, zone_cut and reach.
#pragma once

#include "check/ours.hpp"
#include "check/record_lines.hpp"
#include "check/row.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array names_checks{
    Check{"wildcard-shadow", Severity::warning, "RFC 4592 §2.2",
        "addresses of a name nobody has published, and of the names clients ask",
        "a wildcard answers for a discovery name and leads elsewhere",
        "clients ask the wildcard's web server, get its pages instead of settings, and give up late",
        "publish our record, or a TXT record at the name, which ends the wildcard there"},
    Check{"wildcard-txt-cname", Severity::error, "RFC 4592 §2.2.1",
        "TXT of _dmarc, _mta-sts and _smtp._tls",
        "the answer comes from a wildcard's alias",
        "policies of another name apply to the domain's mail",
        "publish records at these names"},
    Check{"wildcard-ent-effect", Severity::info, "RFC 4592 §2.2.2",
        "a name nobody has published below _tcp and _domainkey",
        "the wildcard answers there until the first record below is published",
        "our first record will take the wildcard's answers from all names beside it",
        "see that nothing depends on them before you publish"},
    Check{"cname-at-apex", Severity::error, "RFC 1034 §3.6.2",
        "CNAME of the domain",
        "the domain is an alias",
        "nothing can stand beside an alias: MX, SPF and other records of the domain are lost, by chance or always",
        "publish addresses, or what your DNS hoster calls ALIAS or ANAME"},
    Check{"cname-and-other", Severity::error, "RFC 1034 §3.6.2",
        "CNAME and other types of the names that we publish as aliases",
        "other records stand beside the alias",
        "name servers give the one or the other, and BIND refuses to load the zone",
        "keep one of both"},
    Check{"delegated-sub", Severity::warning, "RFC 1034 §4.2.1",
        "NS of _tcp, _domainkey and autoconfig below the domain",
        "the name is delegated, and records we want below it are not there",
        "records published in the domain's own zone are not seen by anybody",
        "publish them in the delegated zone"},
    Check{"dname-occlusion", Severity::warning, "RFC 6672 §2.4",
        "DNAME of the domain and of the names above it",
        "all names below are led to another tree",
        "records published below are not seen by anybody",
        "publish them in the tree the DNAME leads to, or delete it"},
    Check{"split-horizon", Severity::warning, "RFC 9499 §6",
        "addresses of discovery and mail hosts, by each resolver",
        "resolvers disagree, and one is given an address the world cannot use",
        "clients on the one side of the network cannot connect",
        "correct the view that gives the private address to the world"},
    Check{"private-address", Severity::error, "RFC 1918 §3, RFC 4193 §4.4",
        "addresses of discovery and mail hosts",
        "a public name has an address that means nothing to the world",
        "clients outside connect to a host of their own network, or to none",
        "publish the public address"},
    Check{"idn-form", Severity::error, "RFC 5891 §4, §5",
        "the domain, and the hosts that its MX and SRV records name",
        "a name holds other octets than ASCII, or an A-label that IDNA2008 does not give",
        "clients cannot look the host up",
        "publish the A-label"},
};
// clang-format on

struct NamesScene {
    const Subject& subject;
    Evidence& evidence;
    const Ours& ours;
    Findings& findings;
};

} // namespace fingerpost::check

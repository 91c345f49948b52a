/// @file
/// Family "authority": the name servers of the domain's zones, each asked by itself. A zone is as
/// good as its worst server: resolvers ask any of them.
/// Spec: RFC 1034 §4.2, RFC 2182.
#pragma once

#include "check/family.hpp"

#include <array>

namespace fingerpost::check {

// clang-format off
inline constexpr std::array authority_checks{
    Check{"auth-disagree", Severity::error, "RFC 1034 §4.3.5, RFC 2182 §3",
        "each record we want published, at every address of the zone's name servers",
        "the servers give different answers",
        "what a client finds depends on the server its resolver happens to ask",
        "see why the servers with the other answer do not get the zone: NOTIFY, transfer, the account at the DNS host"},
    Check{"auth-lame", Severity::warning, "RFC 1912 §2.8",
        "SOA of the zone at every address of its name servers",
        "a server answers, but does not have the zone",
        "look-ups that reach it are slow or fail, now and then and for some users only",
        "let it serve the zone, or take it out of the NS records here and at the registrar"},
    Check{"auth-unreachable", Severity::warning, "RFC 2182 §3",
        "SOA of the zone at every address of its name servers",
        "a server does not answer",
        "look-ups that reach it wait for seconds, which mail clients take for a failure",
        "start the server, open port 53 over UDP and TCP, or take it out of the NS records"},
    Check{"auth-tcp", Severity::warning, "RFC 7766 §5",
        "answers that do not fit into UDP, at every address of the name servers",
        "the server cuts the answer and does not give it over TCP either",
        "long DKIM, SPF and TLSA records cannot be read",
        "open port 53 over TCP at this server"},
    Check{"parent-child-ns", Severity::warning, "RFC 1034 §4.2.2",
        "NS of the zone at the servers of the zone above, and at its own",
        "the two sets differ",
        "resolvers use the one or the other: a former server may go on answering with old records",
        "make the registrar's list and the NS records of the zone the same"},
    Check{"resolver-vs-auth", Severity::warning, "RFC 2181 §5.4.1",
        "each record we want published, by the configured resolver and at the zone's servers",
        "the resolver gives another answer for longer than its caches may hold it",
        "who uses this resolver finds what is not published: an overridden, filtered or stale answer",
        "flush the resolver's cache, and look for local zones and filters"},
    Check{"rcode-noise", Severity::warning, "RFC 8020 §2",
        "the empty names above our records, such as _tcp",
        "a server says that there is no such name, although there are names below it",
        "resolvers conclude that nothing exists below and no longer find our records",
        "tell the DNS host: it has to answer NOERROR without records"},
    Check{"case-0x20", Severity::info, "RFC 1034 §3.1, RFC 4343 §4.1",
        "a question in mixed letter case at every address of the name servers",
        "the server does not repeat the letter case of the question",
        "resolvers that tell forged answers by the letter case take its answers for forged",
        "tell the DNS host"},
};
// clang-format on

void judge_authority(const Subject& subject, Evidence& evidence, Findings& findings);

} // namespace fingerpost::check

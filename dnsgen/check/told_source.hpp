/// @file
/// Everything that tells clients which servers to use, each in the same words, so that they can be
/// held against each other.
/// Spec: RFC 6186 §3, RFC 8314 §5.1, RFC 6764 §3, and the documents' own.
#pragma once

#include "check/family.hpp"

#include <string>
#include <vector>

namespace fingerpost::check {

/// One thing that a source says.
struct Statement {
    std::string service; ///< "IMAP", "submission", "CalDAV"
    probe::Dialogue dialogue = probe::Dialogue::none;
    probe::Protection protection = probe::Protection::tls;
    std::string host; ///< "": the service is said not to be offered
    std::uint16_t port = 0;

    bool operator==(const Statement&) const = default;
};

struct Source {
    std::string name; ///< "autoconfig"
    std::vector<Statement> says = {};
    std::string unknown = {}; ///< why nobody knows what it says, or ""
};

/// Autoconfig, Autodiscover and what its JSON leads to, the profile, PACC, SRV records; those that
/// are not there say nothing.
std::vector<Source> told_sources(const Subject& subject, Evidence& evidence);

/// SRV records alone.
Source told_by_srv(const Subject& subject, Evidence& evidence);

} // namespace fingerpost::check

/// @file
/// THE TABLE of checks, by families. A new check is a row of its family's table and a judgement in
/// its .cpp; a new family is a pair of files here and a row in family.cpp.
#pragma once

#include "catalog/account_settings.hpp"
#include "check/evidence.hpp"
#include "check/finding.hpp"
#include "zone/zone.hpp"

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// What holds for all domains of a run.
struct Circumstances {
    /// Besides public_addresses: what the world sees of our servers behind NAT.
    std::vector<std::string> own_addresses;
    std::vector<std::string> sending_addresses; ///< our mail leaves from these
    std::vector<std::string> issuers;           ///< CAs that we have certificates of: "ca.example"
    std::vector<resolve::Vantage> others;       ///< resolvers beside the configured one
    std::uint16_t authority_port = 53;          ///< where the name servers of zones listen
    bool validating = false;  ///< the configured resolver is trusted to check DNSSEC
    bool live = true;         ///< pages are fetched and servers visited
    std::string random_label; ///< that nobody has published: for wildcards
    std::int64_t now = 0;     ///< seconds since 1970
};

/// The domain that is judged. All references outlive the run.
struct Subject {
    std::string domain; ///< as parse_domain() gives it
    const Offer& offer;
    const zone::HostSettings& host;
    const zone::Records& desired; ///< zone::desired()
    const Circumstances& circumstances;
    const std::string* held_pacc = nullptr;           ///< Catalog::held_document()
    const std::map<std::string, std::string>& memory; ///< Findings::remember() of the last time

    /// "" when nothing is remembered.
    std::string remembered(const std::string& key) const {
        const auto at = memory.find(key);
        return at == memory.end() ? std::string() : at->second;
    }
};

/// A row of the table.
struct Family {
    std::string_view name;  ///< "spf"
    std::string_view title; ///< "Who may send mail in the domain's name"
    std::span<const Check> checks;
    /// Pure: asks `evidence` only. Says for each of its checks that applies what came of it, at
    /// least once; those that do not apply are left out.
    void (*judge)(const Subject& subject, Evidence& evidence, Findings& findings);
};

std::span<const Family> families();

/// Null when there is none.
const Family* find_family(std::string_view name);
const Check* find_check(std::string_view id);

/// All checks in the order of the table. A check's place in it is its bit (sweeps).
std::span<const Check* const> all_checks();

} // namespace fingerpost::check

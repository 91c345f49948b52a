#include "zone/companions.hpp"

#include "zone/bimi_txt.hpp"
#include "zone/dmarc_txt.hpp"
#include "zone/host_records.hpp"
#include "zone/tlsa.hpp"

#include <array>

namespace fingerpost::zone {

namespace {

// clang-format off
constexpr std::array table{
    Companion{"belong in the zones that their names lie in", dmarc_reports_elsewhere},
    Companion{"wait until the zone is signed: attribute dnssec", tlsa_held_back},
    Companion{"wait for a policy of quarantine or reject: attribute dmarc", bimi_held_back},
};
// clang-format on

} // namespace

std::span<const Companion> companions() {
    return table;
}

std::vector<CompanionRecords> companions_of(const Subject& subject) {
    std::vector<CompanionRecords> all;
    if (subject.domain.empty() || subject.domain.starts_with('*')) return all;
    const auto host = normalised(subject);
    const Subject clean{subject.domain, subject.offer, host, subject.held_pacc};
    for (const auto& row : table)
        if (auto found = row.find(clean); !found.empty())
            all.push_back({row.why, std::move(found)});
    return all;
}

} // namespace fingerpost::zone

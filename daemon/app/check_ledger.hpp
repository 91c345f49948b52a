/// @file
/// What sweeps know of all domains: takes what was found of one, settles it with what was known
/// before, and keeps what comes of it in the database.
#pragma once

#include "check/policy.hpp"
#include "check/state.hpp"
#include "metrics/metrics.hpp"
#include "storage/check_change_repository.hpp"
#include "storage/check_policy_repository.hpp"
#include "storage/check_state_repository.hpp"
#include "storage/check_sweep_repository.hpp"
#include "storage/publication_repository.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::app {

/// What somebody has found of a domain.
struct Looked {
    std::string domain;
    std::int64_t at = 0; ///< Unix time
    check::Findings findings;
    std::string desired;                       ///< digest of what the domain should have
    std::map<std::string, std::string> memory; ///< of the domain's checks, as it was before
    bool in_turn = false;                      ///< no other domain was looked at longer ago
};

/// How the state of a domain is written in the database. None for what is none.
std::string state_text(const check::DomainState& state);
std::optional<check::DomainState> parse_state(std::string_view text);

metrics::Standing standing_of(const check::DomainState& state);

/// The ids of the checks whose bits are set, in the order of the table.
std::vector<std::string_view>
ids_of(const check::CheckBits& set, const storage::CheckStateRepository::Bits& bits);

class CheckLedger {
public:
    /// Reads what is known of all domains. The connection must outlive it and have an up-to-date
    /// schema; checks that are new get their bits. Throws SqlError.
    explicit CheckLedger(storage::Connection& connection);
    /// For these checks instead of all; they must outlive it.
    CheckLedger(storage::Connection& connection, std::span<const check::Check* const> checks);

    /// In the caller's transaction, after whose commit committed() must follow; one that is rolled
    /// back ends the ledger. What is for information only is not kept. A domain where an error was
    /// seen once, or that has ceased to be known, becomes due at `again`.
    void keep(const Looked& looked, const check::Policy& policy, std::int64_t again);
    /// Of a domain that is not served any more.
    void forget(const std::string& domain);

    /// What has changed since the last time, for the log.
    std::vector<storage::CheckChange> committed();

    /// Counts all domains anew.
    void recount();
    /// By what was committed; unchecked: 0.
    const metrics::Standings& standings() const { return now_.standings; }
    /// The oldest look there is, or none.
    std::optional<std::int64_t> oldest() const { return now_.oldest; }

    std::map<std::string, std::string> memory(const std::string& domain) {
        return policy_rows_.memory(domain);
    }
    /// The domains that something is kept of and that `served` denies.
    std::vector<std::string> gone(const std::function<bool(std::string_view)>& served);

private:
    bool is_ours(const storage::CheckState& kept, const Looked& looked, std::uint32_t checked);
    void count(const std::optional<check::DomainState>& state, int change);

    storage::CheckStateRepository states_;
    storage::CheckPolicyRepository policy_rows_;
    storage::CheckChangeRepository changes_;
    storage::CheckSweepRepository sweep_;
    storage::PublicationRepository published_;
    storage::CheckStateRepository::Bits bits_;
    std::vector<const check::Check*> judged_; ///< those that have a bit
    struct Sums {
        metrics::Standings standings{};
        std::optional<std::int64_t> oldest = {};
    };
    Sums now_;
    Sums next_; ///< when it will have been committed
    std::vector<storage::CheckChange> fresh_;
};

} // namespace fingerpost::app

/// @file
/// What we have published in DNS for each domain, the plans that wait or were applied, and how far
/// each domain of a plan has come. The texts are the publisher's own and opaque here.
#pragma once

#include "storage/sql.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct Publication {
    std::string records;         ///< relative to the domain, so that many domains share one text
    std::string desired;         ///< digest of what was desired then; "": to be looked at again
    std::int64_t applied_at = 0; ///< Unix time

    bool operator==(const Publication&) const = default;
};

enum class PlanState { pending, applied, stopped, undone };

struct PlanRow {
    std::string id;
    std::int64_t made_at = 0; ///< Unix time
    std::string scope;        ///< domains with blanks between them, or "--all"
    std::string policy;       ///< options with blanks between them
    std::string summary;      ///< for people
    PlanState state = PlanState::pending;

    bool operator==(const PlanRow&) const = default;
};

/// `sent` is what a killed program leaves behind: nobody knows whether it arrived.
enum class StepState { sent, applied, failed };

struct PlanStep {
    std::string plan;
    std::string domain;
    StepState state = StepState::sent;
    std::string changes;
    std::string what; ///< why it failed

    bool operator==(const PlanStep&) const = default;
};

/// Everything but publication() needs an up-to-date schema.
class PublicationRepository {
public:
    static constexpr std::size_t plans_max = 1000; ///< kept; older ones go

    explicit PublicationRepository(Connection& connection) : connection_(connection) {}

    /// None for a domain we never published anything for.
    std::optional<Publication> publication(std::string_view domain);
    /// Its digest alone; quick for many domains. None where publication() gives none.
    std::optional<std::string> desired(std::string_view domain);
    /// Replaces it; without records the domain is forgotten.
    void publish(std::string_view domain, const Publication& publication);
    /// The digests of all domains, in no order.
    void
    for_each_desired(const std::function<void(std::string_view domain, std::string_view)>& visit);

    std::optional<PlanRow> plan(std::string_view id);
    std::vector<PlanRow> plans(); ///< the latest first
    /// Adds or replaces it. A pending plan of the same scope gives way.
    void keep(const PlanRow& plan);

    void note(const PlanStep& step);
    std::vector<PlanStep> steps(std::string_view plan); ///< by domain
    std::vector<PlanStep> unfinished();                 ///< all that are `sent`

private:
    std::int64_t record_set(const std::string& records);

    Connection& connection_;
    std::unique_ptr<Statement> select_desired_; ///< kept: preparing costs more than the look
};

} // namespace fingerpost::storage

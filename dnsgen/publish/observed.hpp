/// @file
/// What DNS answers about RRsets, as seen from one place at one time. A name server that does not
/// answer leaves them unknown, which is never taken for absent.
#pragma once

#include "zone/rrset.hpp"

#include <map>
#include <string>
#include <utility>

namespace fingerpost::publish {

enum class Presence {
    present,
    absent,  ///< the name exists, or names below it, but not this type (NODATA)
    no_name, ///< NXDOMAIN
    unknown
};

struct ObservedSet {
    Presence presence = Presence::unknown;
    zone::RRset set;          ///< when present
    bool synthesised = false; ///< by a wildcard (RFC 4592): there is nothing at the name itself
    std::string why;          ///< when unknown: "timed out"
};

using Question = std::pair<std::string, std::string>; ///< owner with final dot, type

/// What was asked and answered; what was not asked is unknown.
class Observed {
public:
    void add(Question question, ObservedSet answer) {
        answers_.insert_or_assign(std::move(question), std::move(answer));
    }
    const ObservedSet& find(const Question& question) const {
        static const ObservedSet not_asked{Presence::unknown, {}, false, "not asked"};
        const auto at = answers_.find(question);
        return at == answers_.end() ? not_asked : at->second;
    }
    const std::map<Question, ObservedSet>& all() const { return answers_; }

private:
    std::map<Question, ObservedSet> answers_;
};

} // namespace fingerpost::publish

/// @file
/// Answers that may be given again: for as long as their TTL allows, and no longer than a setting
/// says, so that nobody judges what is old. Pure.
#pragma once

#include "resolve/answer.hpp"
#include "resolve/query.hpp"

#include <chrono>
#include <cstddef>
#include <list>
#include <unordered_map>

namespace fingerpost::resolve {

struct QueryHash {
    std::size_t operator()(const Query& query) const;
};

class AnswerCache {
public:
    using Time = std::chrono::steady_clock::time_point;

    AnswerCache(std::size_t answers_max, std::chrono::seconds age_max)
        : answers_max_(answers_max), age_max_(age_max) {}

    /// Null when it is not known, or too old.
    const Answer* find(const Query& query, Time now);

    /// Does not keep what is unknown. Forgets what was asked for least recently.
    void keep(const Query& query, const Answer& answer, Time now);

private:
    struct Kept {
        const Query* query; ///< the key in places_
        Answer answer;
        Time until;
    };
    using Place = std::list<Kept>::iterator;

    std::size_t answers_max_;
    std::chrono::seconds age_max_;
    std::list<Kept> by_use_; ///< the last used one first
    std::unordered_map<Query, Place, QueryHash> places_;
};

} // namespace fingerpost::resolve

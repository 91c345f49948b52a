#include "resolve/answer_cache.hpp"

#include <algorithm>
#include <functional>

namespace fingerpost::resolve {

namespace {

/// RFC 2181 §5.2: of records whose TTLs differ, the least counts. None when the answer is not to be
/// kept.
std::chrono::seconds lifetime(const Answer& answer, std::chrono::seconds most) {
    auto seconds = std::chrono::seconds(0);
    if (answer.outcome == Outcome::unknown) return seconds;
    if (answer.outcome == Outcome::found)
        seconds = most;
    else if (answer.negative_ttl)
        seconds = std::chrono::seconds(*answer.negative_ttl);
    for (const auto* records : {&answer.chain, &answer.records})
        for (const auto& record : *records)
            seconds = std::min(seconds, std::chrono::seconds(record.ttl));
    return std::min(seconds, most);
}

} // namespace

std::size_t QueryHash::operator()(const Query& query) const {
    const std::hash<std::string> of_text;
    auto hash = of_text(query.name) * 31 + of_text(query.vantage.server);
    hash = hash * 31 + static_cast<std::size_t>(query.type);
    return hash * 31 +
           (static_cast<std::size_t>(query.vantage.kind) * 8 + (query.unchecked ? 4U : 0U) +
            (query.mixed_case ? 2U : 0U) + (query.signatures ? 1U : 0U));
}

const Answer* AnswerCache::find(const Query& query, Time now) {
    const auto at = places_.find(query);
    if (at == places_.end()) return nullptr;
    if (at->second->until <= now) {
        by_use_.erase(at->second);
        places_.erase(at);
        return nullptr;
    }
    by_use_.splice(by_use_.begin(), by_use_, at->second);
    return &at->second->answer;
}

void AnswerCache::keep(const Query& query, const Answer& answer, Time now) {
    const auto until = now + lifetime(answer, age_max_);
    if (until <= now || answers_max_ == 0) return;
    if (const auto at = places_.find(query); at != places_.end()) {
        by_use_.erase(at->second);
        places_.erase(at);
    }
    if (places_.size() >= answers_max_) {
        places_.erase(by_use_.back().query);
        by_use_.pop_back();
    }
    by_use_.push_front({query, answer, until});
    places_.emplace(query, by_use_.begin());
}

} // namespace fingerpost::resolve

#include "directory/person_cache.hpp"

namespace fingerpost::directory {

/// With what the list and the index need for it.
std::size_t PersonCache::Entry::size() const {
    const auto text = person ? person->login.size() + person->name.size() : 0;
    return 2 * sizeof(Entry) + key.size() + text;
}

std::optional<PersonCache::Known> PersonCache::find(std::string_view key, Time now) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return std::nullopt;
    if (found->second->until <= now) {
        erase(found->second);
        return std::nullopt;
    }
    recent_.splice(recent_.begin(), recent_, found->second);
    return Known{found->second->person};
}

void PersonCache::keep(std::string key, std::optional<Person> person, Time now) {
    const auto old = by_key_.find(key);
    if (old != by_key_.end()) erase(old->second);
    const auto until = now + (person ? found_for : absent_for);
    recent_.push_front({std::move(key), std::move(person), until});
    by_key_.emplace(recent_.front().key, recent_.begin());
    bytes_ += recent_.front().size();
    while (bytes_ > bytes_max_)
        erase(std::prev(recent_.end()));
}

void PersonCache::erase(Entries::iterator entry) {
    bytes_ -= entry->size();
    by_key_.erase(entry->key);
    recent_.erase(entry);
}

void PersonCache::clear() {
    by_key_.clear();
    recent_.clear();
    bytes_ = 0;
}

} // namespace fingerpost::directory

/// @file
/// What directories said lately, that somebody is there or that nobody is. Bounded in bytes: what
/// was not asked for the longest time goes first.
#pragma once

#include "directory/person.hpp"

#include <chrono>
#include <list>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace fingerpost::directory {

/// Used by one thread at a time. A key stands for the server and the address.
class PersonCache {
public:
    using Time = std::chrono::steady_clock::time_point;
    static constexpr std::chrono::seconds found_for{60};
    static constexpr std::chrono::seconds absent_for{10};

    explicit PersonCache(std::size_t bytes_max = std::size_t{4} * 1024 * 1024)
        : bytes_max_(bytes_max) {}

    struct Known {
        std::optional<Person> person; ///< none: the directory has no such entry
    };

    /// None when it is not known, or not any more.
    std::optional<Known> find(std::string_view key, Time now);
    void keep(std::string key, std::optional<Person> person, Time now);
    void clear();

    std::size_t bytes() const { return bytes_; }

private:
    struct Entry {
        std::string key;
        std::optional<Person> person;
        Time until;
        std::size_t size() const;
    };
    using Entries = std::list<Entry>;
    void erase(Entries::iterator entry);

    std::size_t bytes_max_;
    std::size_t bytes_ = 0;
    Entries recent_; ///< most recently used first
    std::unordered_map<std::string_view, Entries::iterator> by_key_;
};

} // namespace fingerpost::directory

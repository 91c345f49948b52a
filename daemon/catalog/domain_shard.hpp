/// @file
/// Part of the catalog's domains, those whose hash begins alike: names one after another in one
/// string, and open addressing over them. About 36 bytes a domain of 17 characters, and small
/// enough to be copied when one domain changes.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost {

class DomainShard {
public:
    static constexpr std::size_t count = 1024;

    static std::size_t hash(std::string_view name) { return std::hash<std::string_view>{}(name); }
    static std::size_t index(std::size_t hash) { return hash >> (8 * sizeof hash - 10); }

    /// `hash` is hash(name), which the caller needed to choose the shard.
    std::optional<std::uint32_t> find(std::size_t hash, std::string_view name) const;

    /// Adds a name of at most 255 octets or changes its value; true when it was new.
    bool set(std::size_t hash, std::string_view name, std::uint32_t value);
    bool remove(std::size_t hash, std::string_view name);

    /// To be called once when no more will be added.
    void shrink_to_fit();

    void for_each(const std::function<void(std::string_view, std::uint32_t)>& visit) const;
    std::size_t size() const { return entries_.size(); }

private:
    struct Entry {
        std::uint32_t name; ///< where in names_: a length octet, then the name
        std::uint32_t value;
    };
    /// Of an entry's place and part of its hash, so that a name is seldom compared in vain.
    struct Slot {
        std::uint16_t number = 0; ///< of the entry, plus one; 0: free
        std::uint16_t tag = 0;
    };
    static std::uint16_t tag(std::size_t hash) { return static_cast<std::uint16_t>(hash >> 32); }
    std::string_view name_of(const Entry& entry) const;
    std::size_t slot_of(std::size_t hash, std::string_view name) const;
    std::size_t free_slot(std::size_t hash) const;
    void grow();

    std::string names_;
    std::vector<Entry> entries_;
    std::vector<Slot> slots_; ///< a power of two
};

} // namespace fingerpost

#include "catalog/domain_shard.hpp"

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace fingerpost {

std::string_view DomainShard::name_of(const Entry& entry) const {
    const auto length = static_cast<unsigned char>(names_[entry.name]);
    return {names_.data() + entry.name + 1, length};
}

/// The slot that holds `name`, or the free one where it belongs.
std::size_t DomainShard::slot_of(std::size_t hash, std::string_view name) const {
    const auto mask = slots_.size() - 1;
    const auto wanted = tag(hash);
    auto at = hash & mask;
    for (; slots_[at].number != 0; at = (at + 1) & mask)
        if (slots_[at].tag == wanted && name_of(entries_[slots_[at].number - 1]) == name) break;
    return at;
}

/// Where a name belongs that is known not to be there.
std::size_t DomainShard::free_slot(std::size_t hash) const {
    const auto mask = slots_.size() - 1;
    auto at = hash & mask;
    while (slots_[at].number != 0)
        at = (at + 1) & mask;
    return at;
}

std::optional<std::uint32_t> DomainShard::find(std::size_t hash, std::string_view name) const {
    if (slots_.empty()) return std::nullopt;
    const auto number = slots_[slot_of(hash, name)].number;
    if (number == 0) return std::nullopt;
    return entries_[number - 1].value;
}

bool DomainShard::set(std::size_t hash, std::string_view name, std::uint32_t value) {
    if (3 * (entries_.size() + 1) > 2 * slots_.size()) grow();
    auto& slot = slots_[slot_of(hash, name)];
    if (slot.number != 0) {
        entries_[slot.number - 1].value = value;
        return false;
    }
    entries_.push_back({static_cast<std::uint32_t>(names_.size()), value});
    names_ += static_cast<char>(name.size());
    names_ += name;
    slot = {static_cast<std::uint16_t>(entries_.size()), tag(hash)};
    return true;
}

bool DomainShard::remove(std::size_t hash, std::string_view name) {
    if (!find(hash, name)) return false;
    DomainShard rest;
    for_each([&](std::string_view other, std::uint32_t value) {
        if (other != name) rest.set(DomainShard::hash(other), other, value);
    });
    *this = std::move(rest);
    return true;
}

void DomainShard::shrink_to_fit() {
    names_.shrink_to_fit();
    entries_.shrink_to_fit();
}

void DomainShard::for_each(const std::function<void(std::string_view, std::uint32_t)>& visit
) const {
    for (const auto& entry : entries_)
        visit(name_of(entry), entry.value);
}

void DomainShard::grow() {
    constexpr std::size_t most = std::numeric_limits<std::uint16_t>::max();
    if (entries_.size() >= most) throw std::length_error("more than 60 million domains");
    slots_.assign(std::max<std::size_t>(8, 2 * slots_.size()), Slot());
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const auto hashed = hash(name_of(entries_[i]));
        slots_[free_slot(hashed)] = {static_cast<std::uint16_t>(i + 1), tag(hashed)};
    }
}

} // namespace fingerpost

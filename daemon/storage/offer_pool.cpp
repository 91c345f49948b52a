#include "storage/offer_pool.hpp"

#include <algorithm>
#include <cassert>

namespace fingerpost::storage {

namespace {

/// Seven bits an octet, the sign in the lowest bit.
void put(std::string& into, std::int64_t number) {
    auto bits = static_cast<std::uint64_t>(number) << 1;
    if (number < 0) bits = ~bits;
    for (; bits >= 0x80; bits >>= 7)
        into += static_cast<char>(bits | 0x80);
    into += static_cast<char>(bits);
}

std::int64_t get(std::string_view& packed) {
    std::uint64_t bits = 0;
    for (int shift = 0;; shift += 7) {
        const auto octet = static_cast<unsigned char>(packed.front());
        packed.remove_prefix(1);
        bits |= static_cast<std::uint64_t>(octet & 0x7f) << shift;
        if (octet < 0x80) break;
    }
    const auto number = static_cast<std::int64_t>(bits >> 1);
    return (bits & 1) != 0 ? ~number : number;
}

void put(std::string& into, const std::string& text) {
    put(into, static_cast<std::int64_t>(text.size()));
    into += text;
}

std::string get_text(std::string_view& packed) {
    const auto size = static_cast<std::size_t>(get(packed));
    std::string text(packed.substr(0, size));
    packed.remove_prefix(size);
    return text;
}

void put(std::string& into, const std::vector<std::int64_t>& ids) {
    put(into, static_cast<std::int64_t>(ids.size()));
    for (const auto id : ids)
        put(into, id);
}

std::vector<std::int64_t> get_ids(std::string_view& packed) {
    std::vector<std::int64_t> ids(static_cast<std::size_t>(get(packed)));
    for (auto& id : ids)
        id = get(packed);
    return ids;
}

bool contains(const std::vector<std::int64_t>& ids, std::int64_t id) {
    return std::ranges::find(ids, id) != ids.end();
}

} // namespace

void OfferKey::pack(std::string& into) const {
    into.clear();
    put(into, provider_id);
    put(into, ldapserver_id ? 1 : 0);
    if (ldapserver_id) put(into, *ldapserver_id);
    put(into, servers);
    put(into, dav_servers);
    for (const auto& attribute : attributes) {
        put(into, static_cast<std::int64_t>(attribute.id));
        put(into, attribute.qualifier);
        put(into, attribute.value);
    }
}

OfferKey OfferKey::unpack(std::string_view packed) {
    OfferKey key;
    key.provider_id = get(packed);
    if (get(packed) == 1) key.ldapserver_id = get(packed);
    key.servers = get_ids(packed);
    key.dav_servers = get_ids(packed);
    while (!packed.empty()) {
        auto& attribute = key.attributes.emplace_back();
        attribute.id = static_cast<AttributeId>(get(packed));
        attribute.qualifier = get_text(packed);
        attribute.value = get_text(packed);
    }
    return key;
}

bool OfferKey::names(std::string_view table, std::int64_t id) const {
    if (table == "provider") return provider_id == id;
    if (table == "server") return contains(servers, id);
    if (table == "davserver") return contains(dav_servers, id);
    return table == "ldapserver" && ldapserver_id == id;
}

std::optional<OfferPool::Id> OfferPool::find(const std::string& packed) const {
    const auto found = ids_.find(packed);
    return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

void OfferPool::add(const std::string& packed, Id id) {
    if (keys_.size() <= id) {
        keys_.resize(id + std::size_t{1});
        uses_.resize(id + std::size_t{1});
    }
    assert(keys_[id] == nullptr);
    keys_[id] = &ids_.emplace(packed, id).first->first;
}

bool OfferPool::release(Id id) {
    assert(uses_[id] > 0);
    if (--uses_[id] > 0) return false;
    ids_.erase(ids_.find(*keys_[id]));
    keys_[id] = nullptr;
    free_.push_back(id);
    return true;
}

std::optional<OfferPool::Id> OfferPool::free_id() {
    if (free_.empty()) return std::nullopt;
    const auto id = free_.back();
    free_.pop_back();
    return id;
}

void OfferPool::for_each(const std::function<void(Id, const OfferKey&)>& visit) const {
    for (std::size_t id = 0; id < keys_.size(); ++id)
        if (keys_[id]) visit(static_cast<Id>(id), OfferKey::unpack(*keys_[id]));
}

} // namespace fingerpost::storage

#include "storage/domain_batch.hpp"

#include "catalog/domain_shard.hpp"

#include <array>

namespace fingerpost::storage {

namespace {

constexpr std::size_t batch = 65536;

} // namespace

void DomainBatch::add(std::string_view name, Catalog::OfferId offer) {
    const auto shard = DomainShard::index(DomainShard::hash(name));
    entries_.push_back(
        {static_cast<std::uint32_t>(names_.size()),
         static_cast<std::uint16_t>(name.size()),
         static_cast<std::uint16_t>(shard),
         offer}
    );
    names_ += name;
    if (entries_.size() == batch) flush();
}

void DomainBatch::flush() {
    std::array<std::size_t, DomainShard::count + 1> next{}; // a counting sort
    for (const auto& entry : entries_)
        ++next[entry.shard + std::size_t{1}];
    for (std::size_t shard = 1; shard < next.size(); ++shard)
        next[shard] += next[shard - 1];
    std::vector<const Entry*> sorted(entries_.size());
    for (const auto& entry : entries_)
        sorted[next[entry.shard]++] = &entry;
    const std::string_view names = names_;
    for (const auto* entry : sorted)
        builder_.set(names.substr(entry->name, entry->length), entry->offer);
    entries_.clear();
    names_.clear();
}

} // namespace fingerpost::storage

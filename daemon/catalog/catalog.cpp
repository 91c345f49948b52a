#include "catalog/catalog.hpp"

#include "catalog/domain_shard.hpp"

#include <atomic>

namespace fingerpost {

namespace {

std::shared_ptr<const Offer> numbered(Offer offer) {
    static std::atomic<std::uint64_t> last = 0;
    offer.serial = ++last;
    return std::make_shared<const Offer>(std::move(offer));
}

} // namespace

Catalog::Catalog() : shards_(DomainShard::count) {}

const Offer* Catalog::find_row(std::string_view name) const {
    const auto hash = DomainShard::hash(name);
    const auto& shard = shards_[DomainShard::index(hash)];
    const auto id = shard ? shard->find(hash, name) : std::nullopt;
    return id ? offers_[*id].get() : nullptr;
}

const Offer* Catalog::find(std::string_view domain) const {
    if (const auto* own = find_row(domain)) return own;
    if (wildcards_ == 0) return nullptr;
    std::string pattern = "*";
    for (auto dot = domain.find('.'); dot != domain.npos; dot = domain.find('.', dot + 1)) {
        pattern.resize(1);
        pattern += domain.substr(dot);
        if (const auto* parent = find_row(pattern)) return parent;
    }
    return find_row("*");
}

void Catalog::for_each(const std::function<void(std::string_view, const Offer&)>& visit) const {
    for (const auto& shard : shards_)
        if (shard)
            shard->for_each([&](std::string_view name, std::uint32_t id) {
                visit(name, *offers_[id]);
            });
}

void Catalog::for_each_change(const Catalog& before, const Change& visit) const {
    const auto holds_other = [&](const Offer& offer) {
        const auto* was = before.held_document(offer);
        const auto* is = held_document(offer);
        return was && is ? *was != *is : was != is;
    };
    const bool same_offers = offers_ == before.offers_ && held_ == before.held_;
    for (std::size_t i = 0; i < DomainShard::count; ++i) {
        const auto& shard = shards_[i];
        const auto& old = before.shards_[i];
        if (shard == old && same_offers) continue;
        if (shard)
            shard->for_each([&](std::string_view name, std::uint32_t id) {
                const auto& is = *offers_[id];
                const auto* was = before.find_row(name);
                if (&is != was || holds_other(is)) visit(name, was, &is);
            });
        if (old && shard != old)
            old->for_each([&](std::string_view name, std::uint32_t id) {
                if (!find_row(name)) visit(name, before.offers_[id].get(), nullptr);
            });
    }
}

void Catalog::for_each_offer(const std::function<void(const Offer&)>& visit) const {
    for (const auto& offer : offers_)
        visit(*offer);
}

void Catalog::hold(HeldDocuments documents) {
    held_ =
        documents.empty() ? nullptr : std::make_shared<const HeldDocuments>(std::move(documents));
}

const std::string* Catalog::held_document(const Offer& offer) const {
    if (!held_) return nullptr;
    const auto found = held_->find(offer.serial);
    return found == held_->end() ? nullptr : &found->second;
}

struct CatalogBuilder::Impl {
    Catalog next;
    std::vector<std::shared_ptr<DomainShard>> touched{DomainShard::count}; ///< ours to change

    DomainShard& shard(std::size_t index) {
        auto& mine = touched[index];
        if (!mine) {
            const auto& old = next.shards_[index];
            mine = old ? std::make_shared<DomainShard>(*old) : std::make_shared<DomainShard>();
        }
        return *mine;
    }
    void count(std::string_view name, std::size_t change) {
        next.domains_ += change;
        if (name.starts_with('*')) next.wildcards_ += change;
    }
};

CatalogBuilder::CatalogBuilder() : impl_(std::make_unique<Impl>()) {}

CatalogBuilder::CatalogBuilder(const Catalog& base) : CatalogBuilder() {
    impl_->next = base;
}

CatalogBuilder::~CatalogBuilder() = default;

Catalog::OfferId CatalogBuilder::add_offer(Offer offer) {
    auto& offers = impl_->next.offers_;
    offers.push_back(numbered(std::move(offer)));
    return static_cast<Catalog::OfferId>(offers.size() - 1);
}

void CatalogBuilder::replace_offer(Catalog::OfferId id, Offer offer) {
    impl_->next.offers_.at(id) = numbered(std::move(offer));
}

bool CatalogBuilder::set(std::string_view name, Catalog::OfferId offer) {
    const auto hash = DomainShard::hash(name);
    const bool added = impl_->shard(DomainShard::index(hash)).set(hash, name, offer);
    if (added) impl_->count(name, 1);
    return added;
}

void CatalogBuilder::remove(std::string_view name) {
    const auto hash = DomainShard::hash(name);
    if (impl_->shard(DomainShard::index(hash)).remove(hash, name))
        impl_->count(name, static_cast<std::size_t>(-1));
}

std::optional<Catalog::OfferId> CatalogBuilder::row_offer(std::string_view name) const {
    const auto hash = DomainShard::hash(name);
    const auto index = DomainShard::index(hash);
    const DomainShard* shard = impl_->touched[index].get();
    if (!shard) shard = impl_->next.shards_[index].get();
    return shard ? shard->find(hash, name) : std::nullopt;
}

void CatalogBuilder::census(const Census& census) {
    impl_->next.census_ = census;
}

void CatalogBuilder::problems(std::vector<std::string> problems) {
    if (problems.size() > Catalog::problems_max) problems.resize(Catalog::problems_max);
    impl_->next.problems_ = std::move(problems);
}

Catalog CatalogBuilder::build() && {
    for (std::size_t i = 0; i < DomainShard::count; ++i) {
        if (!impl_->touched[i]) continue;
        impl_->touched[i]->shrink_to_fit();
        impl_->next.shards_[i] = std::move(impl_->touched[i]);
    }
    return std::move(impl_->next);
}

} // namespace fingerpost

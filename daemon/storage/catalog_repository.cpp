#include "storage/catalog_repository.hpp"

#include "storage/catalog_assembly.hpp"
#include "storage/change_log.hpp"

#include <malloc.h>

namespace fingerpost::storage {

struct CatalogRepository::State {
    CatalogMemory memory;
    bool valid = false; ///< the memory is that of the catalog given last
    std::int64_t version = 0;
    std::optional<LogPosition> position; ///< none: no log to follow
};

namespace {

/// Of use to later refreshes only, so it may fail while another program writes for long.
void prune(Connection& connection) try { prune_change_log(connection); } catch (const SqlError&) {
    return;
}

} // namespace

CatalogRepository::CatalogRepository(Connection& connection)
    : connection_(connection), state_(std::make_unique<State>()) {}

CatalogRepository::~CatalogRepository() = default;

Catalog CatalogRepository::load() {
    *state_ = State{};
    prune(connection_);
    Transaction transaction(connection_, Access::read);
    state_->position = change_log_end(connection_); // reading begins: from here on all is one state
    state_->version = connection_.data_version();
    CatalogBuilder builder;
    CatalogAssembly(connection_, state_->memory, builder).read_all();
    transaction.commit();
    auto catalog = std::move(builder).build();
    state_->valid = true;
    malloc_trim(0); // the rows read are a multiple of what is kept
    return catalog;
}

std::optional<Catalog> CatalogRepository::refresh(const Catalog& current) {
    if (!state_->valid) return load();
    if (connection_.data_version() == state_->version) return std::nullopt;
    const auto position = state_->position;
    if (!position) return load();
    prune(connection_);
    Transaction transaction(connection_, Access::read);
    const auto changes = changes_since(connection_, *position);
    const auto version = connection_.data_version();
    if (!changes) {
        transaction.commit();
        return load();
    }
    state_->valid = changes->empty();
    state_->version = version;
    if (changes->empty()) return std::nullopt;
    CatalogBuilder builder(current);
    CatalogAssembly(connection_, state_->memory, builder).apply(*changes);
    state_->position = changes->end;
    state_->valid = true;
    return std::move(builder).build();
}

} // namespace fingerpost::storage

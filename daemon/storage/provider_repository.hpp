/// @file
/// The table `provider`, as the command line and the API change it.
#pragma once

#include "base/error.hpp"
#include "storage/sql.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct Provider {
    std::int64_t id = 0;
    std::string name = {};
    std::string short_name = {};
};

/// Whether a row goes when others still refer to it.
enum class Removal { only_unused, cascade };

/// The schema must be up to date. Put several calls into one Transaction.
class ProviderRepository {
public:
    explicit ProviderRepository(Connection& connection) : connection_(connection) {}

    std::vector<Provider> list(); ///< by id
    /// By id, or else by exact name. Errc::not_found names what is near; Errc::conflict when two
    /// providers have the name.
    Result<Provider> get(std::string_view id_or_name);
    /// An empty short name becomes the first word of the name. Errc::conflict: the name is taken.
    Result<Provider> add(std::string_view name, std::string_view short_name = {});
    Result<void> set(const Provider& provider);
    /// Errc::conflict while it has domains; with cascade they go too.
    Result<void> remove(std::int64_t id, Removal removal = Removal::only_unused);

private:
    Error unknown(std::string_view id_or_name);
    Result<void> check_name_free(const Provider& provider);

    Connection& connection_;
};

} // namespace fingerpost::storage

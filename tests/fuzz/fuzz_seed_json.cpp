/// @file
/// JSON seeds: stored and served without a problem, or refused without a trace.

#include "storage/catalog_repository.hpp"
#include "storage/database_url.hpp"
#include "storage/migrate.hpp"
#include "storage/seed.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fingerpost::storage;
    static const auto database = [] {
        auto made = open({}, Mode::create);
        if (!migrate(*made)) std::abort();
        return made;
    }();
    Transaction transaction(*database); // taken back at the end
    const auto seeded = seed_json(*database, {reinterpret_cast<const char*>(data), size});
    const auto catalog = CatalogRepository(*database).load();
    if (seeded && (catalog.domains() == 0 || !catalog.problems().empty())) std::abort();
    if (!seeded && catalog.census().providers != 0) std::abort();
    return 0;
}

/// @file
/// Database URLs: what is understood is shown in a form that means the same.

#include "storage/database_url.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace fingerpost::storage;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto shown = without_password(text);
    const auto url = DatabaseUrl::parse(text);
    if (!url) return 0;
    const auto again = DatabaseUrl::parse(url->display());
    if (!again || again->file != url->file) std::abort();
    return 0;
}

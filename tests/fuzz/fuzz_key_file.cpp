/// @file
/// Key files, as an operator names them.

#include "zone/tsig_key.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace fingerpost::zone;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto keys = parse_key_file({reinterpret_cast<const char*>(data), size});
    if (!keys) return 0;
    for (const auto& key : *keys)
        if (!key.name.ends_with('.') || key.secret.size() < 16) std::abort();
    return 0;
}

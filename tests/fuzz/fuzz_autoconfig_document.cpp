/// @file
/// Autoconfig documents as they are imported.

#include "protocol/autoconfig_document.hpp"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    const auto read =
        fingerpost::protocol::parse_autoconfig_document({reinterpret_cast<const char*>(data), size}
        );
    if (!read) return 0;
    for (const auto& row : read->servers)
        if (!fingerpost::to_server(row)) std::abort(); // it promises rows that can be stored
    for (const auto& row : read->dav_servers)
        if (!fingerpost::to_dav_server(row)) std::abort();
    return 0;
}

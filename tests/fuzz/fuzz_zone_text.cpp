/// @file
/// Zone text of strangers: what is accepted must be written and read again as the same.

#include "format/lines.hpp"
#include "zone/zone_text.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace fingerpost::format;
using namespace fingerpost::zone;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto records = parse_zone(text, "example.com");
    if (!records) return 0;
    const auto again = parse_zone(lines(*records), "other.example");
    if (!again || *again != *records) std::abort();
    return 0;
}

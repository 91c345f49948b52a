#include "format/digest.hpp"

#include <xxhash.h>

#include <array>
#include <cstdio>

namespace fingerpost::format {

std::string digest(std::string_view octets) {
    std::array<char, 17> text{};
    const unsigned long long sum = XXH64(octets.data(), octets.size(), 0);
    std::snprintf(text.data(), text.size(), "%016llx", sum);
    return text.data();
}

} // namespace fingerpost::format

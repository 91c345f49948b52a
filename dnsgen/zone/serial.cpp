#include "zone/serial.hpp"

namespace fingerpost::zone {

bool serial_before(std::uint32_t a, std::uint32_t b) {
    const std::uint32_t distance = b - a;
    return distance != 0 && distance < 0x80000000U;
}

} // namespace fingerpost::zone

#include "publish/serial.hpp"

namespace fingerpost::publish {

std::uint32_t next_serial(std::optional<std::uint32_t> old, std::chrono::year_month_day today) {
    const auto year = static_cast<std::uint32_t>(static_cast<int>(today.year()));
    const auto date = (year * 100 + static_cast<unsigned>(today.month())) * 100 +
                      static_cast<unsigned>(today.day());
    const std::uint32_t first = date * 100;
    if (!old || serial_before(*old, first)) return first;
    const std::uint32_t next = *old + 1;
    return next == 0 ? 1 : next;
}

} // namespace fingerpost::publish

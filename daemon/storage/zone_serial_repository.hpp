/// @file
/// Which serial the content of a zone was given when a name server asked for it. A zone that was
/// never asked for has none; that of one that is no longer served stays, so that none goes back.
#pragma once

#include "storage/sql.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::storage {

struct ZoneSerial {
    std::string zone;
    std::string digest; ///< of the content
    std::uint32_t serial = 0;

    bool operator==(const ZoneSerial&) const = default;
};

class ZoneSerialRepository {
public:
    explicit ZoneSerialRepository(Connection& connection) : connection_(connection) {}

    std::optional<ZoneSerial> find(std::string_view zone);
    void set(const ZoneSerial& serial);

    /// The next `most` in the order of their names; "" begins.
    std::vector<ZoneSerial> after(std::string_view zone, int most);

private:
    Connection& connection_;
};

} // namespace fingerpost::storage

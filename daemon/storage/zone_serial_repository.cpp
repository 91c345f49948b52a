#include "storage/zone_serial_repository.hpp"

namespace fingerpost::storage {

namespace {

ZoneSerial row_of(const Statement& row) {
    return {
        std::string(row.text(0)),
        std::string(row.text(1)),
        static_cast<std::uint32_t>(row.integer(2))};
}

} // namespace

std::optional<ZoneSerial> ZoneSerialRepository::find(std::string_view zone) {
    const auto row =
        connection_.prepare("SELECT zone, digest, serial FROM fingerpost_zone_serial WHERE zone = ?"
        );
    if (!row->bind(1, zone).step()) return std::nullopt;
    return row_of(*row);
}

void ZoneSerialRepository::set(const ZoneSerial& serial) {
    auto update = connection_.prepare(
        "UPDATE fingerpost_zone_serial SET digest = ?, serial = ? WHERE zone = ?"
    );
    const std::int64_t number = serial.serial;
    update->bind(1, serial.digest).bind(2, number).bind(3, serial.zone).step();
    if (connection_.changed_rows() > 0) return;
    auto insert = connection_.prepare(
        "INSERT INTO fingerpost_zone_serial (digest, serial, zone) VALUES (?, ?, ?)"
    );
    insert->bind(1, serial.digest).bind(2, number).bind(3, serial.zone).step();
}

std::vector<ZoneSerial> ZoneSerialRepository::after(std::string_view zone, int most) {
    const auto rows = connection_.prepare("SELECT zone, digest, serial FROM fingerpost_zone_serial "
                                          "WHERE zone > ? ORDER BY zone LIMIT ?");
    rows->bind(1, zone).bind(2, static_cast<std::int64_t>(most));
    std::vector<ZoneSerial> found;
    while (rows->step())
        found.push_back(row_of(*rows));
    return found;
}

} // namespace fingerpost::storage

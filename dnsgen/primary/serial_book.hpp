/// @file
/// Gives the content of a zone its serial: the one it had, or a later one once it differs. Lasts as
/// long as the database.
/// Spec: RFC 1982.
#pragma once

#include "base/error.hpp"
#include "storage/database_url.hpp"
#include "storage/sql.hpp"
#include "storage/zone_serial_repository.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace fingerpost::primary {

/// Uses a connection of its own, on the thread that asks. A database that is away is an
/// Errc::upstream, and is tried again each time.
class SerialBook {
public:
    explicit SerialBook(storage::DatabaseUrl url);
    ~SerialBook();

    Result<std::uint32_t>
    serial(const std::string& zone, const std::string& digest, std::chrono::year_month_day today);

    /// Zones that were asked for, with what they were when they were; "" begins.
    Result<std::vector<storage::ZoneSerial>> after(const std::string& zone, int most);

private:
    template <class Job>
    auto run(const Job& job) -> Result<std::invoke_result_t<Job, storage::Connection&>>;

    storage::DatabaseUrl url_;
    std::unique_ptr<storage::Connection> connection_;
};

} // namespace fingerpost::primary

#include "primary/serial_book.hpp"

#include "publish/serial.hpp"

#include <type_traits>

namespace fingerpost::primary {

namespace {

std::uint32_t given_serial(
    storage::Connection& connection, storage::ZoneSerial wanted, std::chrono::year_month_day today
) {
    storage::ZoneSerialRepository serials(connection);
    const auto known = serials.find(wanted.zone); // nearly always all there is to do
    if (known && known->digest == wanted.digest) return known->serial;
    storage::Transaction transaction(connection);
    const auto old = serials.find(wanted.zone);
    if (old && old->digest == wanted.digest) return old->serial;
    wanted.serial = publish::next_serial(old ? std::optional(old->serial) : std::nullopt, today);
    serials.set(wanted);
    transaction.commit();
    return wanted.serial;
}

} // namespace

SerialBook::SerialBook(storage::DatabaseUrl url) : url_(std::move(url)) {}
SerialBook::~SerialBook() = default;

template <class Job>
auto SerialBook::run(const Job& job) -> Result<std::invoke_result_t<Job, storage::Connection&>> {
    try {
        if (!connection_) connection_ = storage::open(url_, storage::Mode::read_write);
        connection_->data_version(); // throws when another file has taken its place
        return job(*connection_);
    } catch (const storage::SqlError& error) {
        connection_.reset();
        return Error{Errc::upstream, error.what()};
    }
}

Result<std::uint32_t> SerialBook::serial(
    const std::string& zone, const std::string& digest, std::chrono::year_month_day today
) {
    return run([&](storage::Connection& connection) {
        return given_serial(connection, {zone, digest, 0}, today);
    });
}

Result<std::vector<storage::ZoneSerial>> SerialBook::after(const std::string& zone, int most) {
    return run([&](storage::Connection& connection) {
        return storage::ZoneSerialRepository(connection).after(zone, most);
    });
}

} // namespace fingerpost::primary

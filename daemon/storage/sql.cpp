#include "storage/sql.hpp"

namespace fingerpost::storage {

Transaction::Transaction(Connection& connection, Access access)
    : connection_(connection), nested_(connection.in_transaction()) {
    if (nested_)
        connection_.run("SAVEPOINT fingerpost");
    else
        connection_.begin(access);
}

Transaction::~Transaction() {
    if (done_) return;
    try {
        connection_.run(
            nested_ ? "ROLLBACK TO SAVEPOINT fingerpost; RELEASE SAVEPOINT fingerpost" : "ROLLBACK"
        );
    } catch (const SqlError&) {
        return; // the engine has rolled back already
    }
}

void Transaction::commit() {
    connection_.run(nested_ ? "RELEASE SAVEPOINT fingerpost" : "COMMIT");
    done_ = true;
}

std::int64_t integer_of(Connection& connection, std::string_view sql, std::int64_t otherwise) {
    const auto row = connection.prepare(sql);
    return row->step() && !row->is_null(0) ? row->integer(0) : otherwise;
}

} // namespace fingerpost::storage

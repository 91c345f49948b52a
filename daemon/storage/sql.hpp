/// @file
/// The little SQL we need of any engine. A driver is one .cpp that implements these two classes.
/// Failures are exceptions (SqlError): a database that does not answer ends the operation.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

namespace fingerpost::storage {

/// What a driver throws. The text names the database and holds no secret.
class SqlError : public std::runtime_error {
public:
    using std::runtime_error::runtime_error;
};

/// One prepared statement. Parameters are `?`, counted from 1; columns are counted from 0.
class Statement {
public:
    virtual ~Statement() = default;
    virtual Statement& bind(int index, std::int64_t value) = 0;
    virtual Statement& bind(int index, std::string_view value) = 0;
    virtual Statement& bind_null(int index) = 0;
    virtual bool step() = 0;                             ///< true while there is a row
    virtual void reset() = 0;                            ///< to be bound and stepped again
    virtual std::int64_t integer(int column) const = 0;  ///< 0 for NULL
    virtual std::string_view text(int column) const = 0; ///< "" for NULL; valid until step()
    virtual bool is_null(int column) const = 0;
};

/// One connection; used by one thread at a time.
class Connection {
public:
    virtual ~Connection() = default;
    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
    virtual void run(std::string_view sql) = 0; ///< one or more statements without rows
    virtual std::int64_t last_id() = 0;         ///< of the last INSERT
    virtual bool has_table(std::string_view table) = 0;
    virtual bool has_column(std::string_view table, std::string_view column) = 0;

    /// A number that changes when another connection has committed a change.
    virtual std::int64_t data_version() = 0;
};

/// Commits when told to, else rolls back when it leaves its scope.
class Transaction {
public:
    explicit Transaction(Connection& connection);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& connection_;
    bool done_ = false;
};

} // namespace fingerpost::storage

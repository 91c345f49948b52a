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

/// The file is no database, or no whole one: trying again will not help.
class DamagedDatabase : public SqlError {
public:
    using SqlError::SqlError;
};

/// One prepared statement, which must not outlive its connection. Parameters are `?`, counted from
/// 1; columns are counted from 0.
class Statement {
public:
    virtual ~Statement() = default;
    virtual Statement& bind(int index, std::int64_t value) = 0;
    virtual Statement& bind(int index, std::string_view value) = 0;
    virtual Statement& bind_octets(int index, std::string_view value) = 0;
    virtual Statement& bind_null(int index) = 0;
    virtual bool step() = 0;                               ///< true while there is a row
    virtual void reset() = 0;                              ///< to be bound and stepped again
    virtual std::int64_t integer(int column) const = 0;    ///< 0 for NULL
    virtual std::string_view text(int column) const = 0;   ///< "" for NULL; valid until step()
    virtual std::string_view octets(int column) const = 0; ///< as text(), of a BLOB
    virtual bool is_null(int column) const = 0;
};

/// read: all statements see the same state. write: nobody else writes until the end.
enum class Access { read, write };

/// One connection; used by one thread at a time.
class Connection {
public:
    virtual ~Connection() = default;
    virtual std::unique_ptr<Statement> prepare(std::string_view sql) = 0;
    virtual void run(std::string_view sql) = 0; ///< one or more statements without rows
    virtual std::int64_t last_id() = 0;         ///< of the last INSERT
    virtual std::int64_t changed_rows() = 0;    ///< by the last INSERT, UPDATE or DELETE
    virtual bool has_table(std::string_view table) = 0;
    virtual bool has_column(std::string_view table, std::string_view column) = 0;
    virtual bool has_index(std::string_view index) = 0;
    virtual bool has_trigger(std::string_view trigger) = 0;

    /// A number that changes when this or another connection has changed something. SqlError when
    /// the database's file is gone or another one has taken its place: open it anew.
    virtual std::int64_t data_version() = 0;

    /// Transaction calls these; a transaction inside another one is a savepoint.
    virtual void begin(Access access) = 0;
    virtual bool in_transaction() const = 0;

    virtual bool read_only() const = 0;
    virtual std::string file() const = 0; ///< "" when the database is no file
    /// All of it as last committed, to a new file of the same mode that is on the disk on return.
    virtual void copy_to(const std::string& file) = 0;
    /// What to ORDER BY, after other columns, to get rows without an id as they were inserted.
    virtual std::string_view insertion_order() const = 0;
};

/// Commits when told to, else rolls back when it leaves its scope.
class Transaction {
public:
    explicit Transaction(Connection& connection, Access access = Access::write);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    void commit();

private:
    Connection& connection_;
    bool nested_;
    bool done_ = false;
};

/// The first column of the first row, or `otherwise` when there is none or it is NULL.
std::int64_t integer_of(Connection& connection, std::string_view sql, std::int64_t otherwise = 0);

} // namespace fingerpost::storage

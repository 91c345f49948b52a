#include "storage/sqlite.hpp"

#include "storage/new_file.hpp"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <system_error>
#include <utility>

namespace fingerpost::storage {

namespace {

constexpr int busy_milliseconds = 5000;

[[noreturn]] void fail(sqlite3* handle, const std::string& name) {
    const auto what = "database " + name + ": " + sqlite3_errmsg(handle);
    const int code = sqlite3_errcode(handle) & 0xff; // the rest is SQLite's "extended" code
    if (code == SQLITE_CORRUPT || code == SQLITE_NOTADB) throw DamagedDatabase(what);
    throw SqlError(what);
}

/// On the plain handle: SQLiteCpp's columns copy a shared_ptr each, half the time of a bulk load.
class SqliteStatement final : public Statement {
public:
    SqliteStatement(sqlite3* handle, const std::string& name, std::string_view sql)
        : handle_(handle), name_(name) {
        check(sqlite3_prepare_v2(
            handle, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr
        ));
    }
    ~SqliteStatement() override { sqlite3_finalize(statement_); }
    SqliteStatement(const SqliteStatement&) = delete;
    SqliteStatement& operator=(const SqliteStatement&) = delete;

    Statement& bind(int index, std::int64_t value) override {
        check(sqlite3_bind_int64(statement_, index, value));
        return *this;
    }
    Statement& bind(int index, std::string_view value) override {
        const char* text = value.data() ? value.data() : ""; // a null pointer would bind NULL
        check(sqlite3_bind_text64(
            statement_, index, text, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8
        ));
        return *this;
    }
    Statement& bind_octets(int index, std::string_view value) override {
        const char* octets = value.data() ? value.data() : "";
        check(sqlite3_bind_blob64(statement_, index, octets, value.size(), SQLITE_TRANSIENT));
        return *this;
    }
    Statement& bind_null(int index) override {
        check(sqlite3_bind_null(statement_, index));
        return *this;
    }
    bool step() override {
        const int status = sqlite3_step(statement_);
        if (status == SQLITE_ROW) return true;
        if (status == SQLITE_DONE) return false;
        fail(handle_, name_);
    }
    void reset() override { sqlite3_reset(statement_); }
    std::int64_t integer(int column) const override {
        return sqlite3_column_int64(statement_, column);
    }
    std::string_view text(int column) const override {
        const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
        if (!text) return {};
        return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    std::string_view octets(int column) const override {
        const auto* octets = static_cast<const char*>(sqlite3_column_blob(statement_, column));
        if (!octets) return {};
        return {octets, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
    }
    bool is_null(int column) const override {
        return sqlite3_column_type(statement_, column) == SQLITE_NULL;
    }

private:
    void check(int status) const {
        if (status != SQLITE_OK) fail(handle_, name_);
    }

    sqlite3* handle_;
    const std::string& name_; ///< the connection's
    sqlite3_stmt* statement_ = nullptr;
};

/// What a file is, whatever its path is called later.
struct Identity {
    dev_t device = 0;
    ino_t inode = 0;
    bool operator==(const Identity&) const = default;
};

bool identify(const std::string& file, Identity& identity) {
    struct stat status {};
    if (stat(file.c_str(), &status) != 0) return false;
    identity = {status.st_dev, status.st_ino};
    return true;
}

class SqliteConnection final : public Connection {
public:
    SqliteConnection(const std::string& file, int flags)
        : file_(file), name_(file.empty() ? "in memory" : file),
          database_(file.empty() ? ":memory:" : file, flags, busy_milliseconds),
          handle_(database_.getHandle()) {
        run("PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF");
        if (!file_.empty() && !identify(file_, identity_)) throw gone();
    }

    std::unique_ptr<Statement> prepare(std::string_view sql) override {
        return std::make_unique<SqliteStatement>(handle_, name_, sql);
    }
    void run(std::string_view sql) override {
        const std::string text(sql);
        if (sqlite3_exec(handle_, text.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK)
            fail(handle_, name_);
    }
    std::int64_t last_id() override { return sqlite3_last_insert_rowid(handle_); }
    std::int64_t changed_rows() override { return sqlite3_changes64(handle_); }

    bool has_table(std::string_view table) override { return has("table", table); }
    bool has_index(std::string_view index) override { return has("index", index); }
    bool has_trigger(std::string_view trigger) override { return has("trigger", trigger); }
    bool has_column(std::string_view table, std::string_view column) override {
        auto row = prepare("SELECT 1 FROM pragma_table_info(?) WHERE lower(name) = lower(?)");
        row->bind(1, table).bind(2, column);
        return row->step();
    }

    std::int64_t data_version() override {
        Identity now;
        if (!file_.empty() && (!identify(file_, now) || !(now == identity_))) throw gone();
        // the pragma counts the commits of others, the other number our own changes
        const auto others = integer_of(*this, "PRAGMA data_version");
        return others * (std::int64_t{1} << 32) + sqlite3_total_changes(handle_);
    }

    void begin(Access access) override {
        run(access == Access::write ? "BEGIN IMMEDIATE" : "BEGIN");
    }
    bool in_transaction() const override { return sqlite3_get_autocommit(handle_) == 0; }
    bool read_only() const override { return sqlite3_db_readonly(handle_, "main") == 1; }
    std::string file() const override { return file_; }
    void copy_to(const std::string& file) override;
    std::string_view insertion_order() const override { return "rowid"; }

private:
    SqlError gone() const {
        return SqlError("database " + name_ + ": the file was removed or replaced");
    }
    bool has(std::string_view type, std::string_view name) {
        auto row = prepare("SELECT 1 FROM sqlite_master WHERE type = ? AND lower(name) = lower(?)");
        row->bind(1, type).bind(2, name);
        return row->step();
    }

    std::string file_;
    std::string name_;
    SQLite::Database database_;
    sqlite3* handle_;
    Identity identity_;
};

void SqliteConnection::copy_to(const std::string& file) {
    // by a connection of its own: SQLite copies nothing for one that is about to write
    SQLite::Database source(file_, SQLite::OPEN_READONLY, busy_milliseconds);
    make_file_like(file_, file);
    {
        SQLite::Database target(file, SQLite::OPEN_READWRITE);
        auto* copy = sqlite3_backup_init(target.getHandle(), "main", source.getHandle(), "main");
        if (!copy) fail(target.getHandle(), file);
        sqlite3_backup_step(copy, -1);
        if (sqlite3_backup_finish(copy) != SQLITE_OK) fail(target.getHandle(), file);
    }
    sync_file(file);
}

} // namespace

std::unique_ptr<Connection> open_sqlite(const std::string& file, Mode mode, int page_octets) try {
    int flags = mode == Mode::read_only ? SQLite::OPEN_READONLY : SQLite::OPEN_READWRITE;
    if (file.empty()) flags = SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE;
    flags |= SQLite::OPEN_NOMUTEX; // one thread at a time: no lock for every column read
    const bool fresh = mode == Mode::create && !file.empty() && make_private_file(file);
    auto connection = std::make_unique<SqliteConnection>(file, flags);
    if (fresh && page_octets > 0)
        connection->run("PRAGMA page_size = " + std::to_string(page_octets));
    if (fresh) connection->run("PRAGMA journal_mode = WAL"); // from now on the size is fixed
    return connection;
} catch (const SQLite::Exception& error) {
    throw SqlError("database " + file + ": " + error.what());
} catch (const std::system_error& error) {
    throw SqlError("database " + file + ": " + error.what());
}

} // namespace fingerpost::storage

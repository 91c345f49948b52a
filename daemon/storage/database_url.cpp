#include "storage/database_url.hpp"

#include "base/text.hpp"
#include "storage/sqlite.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::storage {

namespace {

constexpr std::array later_engines{"mysql", "mariadb", "postgresql", "postgres"};
constexpr std::array sqlite_drivers{"", "pysqlite", "aiosqlite"};

bool is_dialect(std::string_view word) {
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '+';
    });
}

Error no_url() {
    return {
        Errc::bad_request,
        "no database URL: it must look like sqlite:////var/lib/fingerpost/db.sqlite, with four "
        "slashes before an absolute path"};
}

Result<DatabaseUrl> parse_sqlite(std::string_view rest) {
    rest = rest.substr(0, rest.find('?'));
    if (rest.find('\0') != rest.npos) return no_url();
    if (rest.empty()) return DatabaseUrl{};
    if (!rest.starts_with('/'))
        return Error{
            Errc::bad_request,
            "a sqlite URL names no host: use sqlite:///relative.db or sqlite:////absolute.db"};
    rest.remove_prefix(1);
    if (rest.starts_with("file:"))
        return Error{Errc::unsupported, "sqlite:///file:… is not supported: give the plain path"};
    return DatabaseUrl{rest == ":memory:" ? "" : std::string(rest)};
}

} // namespace

Result<DatabaseUrl> DatabaseUrl::parse(std::string_view url) {
    const auto colon = url.find("://");
    if (colon == url.npos) return no_url();
    const auto word = ascii_lower(url.substr(0, colon));
    if (!is_dialect(word)) return no_url();
    const auto plus = std::min(word.find('+'), word.size());
    const auto dialect = word.substr(0, plus);
    const auto driver = plus == word.size() ? "" : word.substr(plus + 1);
    if (dialect == "sqlite" && std::ranges::count(sqlite_drivers, driver) > 0)
        return parse_sqlite(url.substr(colon + 3));
    if (std::ranges::count(later_engines, dialect) > 0)
        return Error{
            Errc::unsupported,
            "the database engine " + dialect + " comes with a later version; use sqlite for now"};
    return Error{Errc::unsupported, "unknown database engine \"" + word + "\"; known: sqlite"};
}

std::string DatabaseUrl::display() const {
    return file.empty() ? "sqlite:///:memory:" : "sqlite:///" + file;
}

std::string without_password(std::string_view url) {
    std::string shown(url.substr(0, url.find('?')));
    const auto colon = shown.find("://");
    const auto start = colon == shown.npos ? 0 : colon + 3;
    // passwords may hold '@' and '/': the last '@' ends them
    const auto at = shown.rfind('@');
    if (at == shown.npos || at < start) return shown;
    const auto password = shown.find(':', start);
    if (password < at) shown.replace(password + 1, at - password - 1, "***");
    return shown;
}

std::unique_ptr<Connection> open(const DatabaseUrl& url, Mode mode) {
    return open_sqlite(url.file, mode);
}

} // namespace fingerpost::storage

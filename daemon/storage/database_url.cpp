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

bool is_password(std::string_view key_in_query) {
    const auto name = ascii_lower(key_in_query);
    return name.find("pass") != name.npos || name == "pwd";
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
    const auto authority = std::min(url.find("://"), url.size());
    const auto at = url.rfind('@');
    const auto colon = url.find(':', authority + 3);
    std::string shown(url);
    // up to the last @: a password may hold any character that its owner forgot to encode
    if (at != url.npos && colon < at) shown.replace(colon + 1, at - colon - 1, "***");
    for (auto start = shown.find('?'); start < shown.size();) {
        const auto equals = shown.find('=', start);
        const auto end = std::min(shown.find('&', start + 1), shown.size());
        const bool hidden = equals < end && is_password({shown.data() + start, equals - start});
        if (hidden) shown.replace(equals + 1, end - equals - 1, "***");
        start = std::min(shown.find('&', start + 1), shown.size());
    }
    return shown;
}

std::unique_ptr<Connection> open(const DatabaseUrl& url, Mode mode) {
    return open_sqlite(url.file, mode);
}

} // namespace fingerpost::storage

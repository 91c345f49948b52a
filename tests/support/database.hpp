/// @file
/// Databases to test with, and catalogs as text to compare.
#pragma once

#include "catalog/catalog.hpp"
#include "storage/database_url.hpp"
#include "storage/migrate.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace fingerpost::test {

/// A folder of its own, gone with the object.
class Folder {
public:
    explicit Folder(const std::filesystem::path& below = std::filesystem::temp_directory_path()) {
        std::string name = (below / "fingerpost-XXXXXX").string();
        path_ = mkdtemp(name.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string file(const std::string& name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

/// In memory where there is such a place, for tests that would wait for the disk thousands of
/// times.
inline std::filesystem::path fast_folder() {
    const std::filesystem::path shared = "/dev/shm";
    return std::filesystem::is_directory(shared) ? shared : std::filesystem::temp_directory_path();
}

inline std::unique_ptr<storage::Connection> empty_database() {
    return storage::open({}, storage::Mode::create);
}

inline std::unique_ptr<storage::Connection> memory_database() {
    auto connection = empty_database();
    EXPECT_TRUE(storage::migrate(*connection));
    return connection;
}

/// A test of promises that every engine keeps. Today's engines: SQLite in memory and in a file.
class DatabaseTest : public testing::TestWithParam<const char*> {
protected:
    DatabaseTest() { EXPECT_TRUE(storage::migrate(*database_)); }

    std::string url() const { return std::string(GetParam()) == "file" ? folder_.file("db") : ""; }
    std::int64_t number(const std::string& sql) { return storage::integer_of(*database_, sql, -1); }

    Folder folder_;
    std::unique_ptr<storage::Connection> database_ = storage::open({url()}, storage::Mode::create);
};

#define FINGERPOST_EVERY_ENGINE(Test)                                                              \
    INSTANTIATE_TEST_SUITE_P(engines, Test, testing::Values("memory", "file"), [](auto& engine) {  \
        return std::string(engine.param);                                                          \
    })

inline std::string text(const Server& server) {
    return std::to_string(server.id) + '/' + std::to_string(server.prio) + '/' +
           std::to_string(static_cast<int>(server.service)) + '/' +
           std::to_string(static_cast<int>(server.security)) + '/' + server.host + ':' +
           std::to_string(server.port) + '/' + server.user_name;
}

inline std::string text(const Offer& offer) {
    auto all = std::to_string(offer.provider_id) + " \"" + offer.provider_name + "\" \"" +
               offer.provider_short_name + '"' + (offer.directory ? " directory" : "");
    for (const auto& server : offer.servers)
        all += ' ' + text(server);
    for (const auto& server : offer.dav_servers)
        all += ' ' + std::to_string(server.id) + '/' + server.url() + '/' + server.user_name;
    for (const auto& attribute : offer.attributes.all())
        all += ' ' + std::string(kind_of(attribute.id).name) + '[' + attribute.qualifier +
               "]=" + attribute.value;
    return all;
}

/// Everything a catalog tells, one line a domain; equal for equal catalogs.
inline std::string text(const Catalog& catalog) {
    std::vector<std::string> lines;
    catalog.for_each([&](std::string_view name, const Offer& offer) {
        lines.push_back(std::string(name) + ": " + text(offer) + '\n');
    });
    std::ranges::sort(lines);
    std::string all = std::to_string(catalog.domains()) + " domains, census " +
                      std::to_string(catalog.census().providers);
    for (const auto count : catalog.census().servers)
        all += ' ' + std::to_string(count);
    for (const auto count : catalog.census().dav_servers)
        all += ' ' + std::to_string(count);
    all += '\n';
    for (const auto& line : lines)
        all += line;
    for (const auto& problem : catalog.problems())
        all += "! " + problem + '\n';
    return all;
}

} // namespace fingerpost::test

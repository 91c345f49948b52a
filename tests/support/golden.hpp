/// @file
/// Comparing output with a file in tests/golden. UPDATE_GOLDEN=1 rewrites the files instead: read
/// the diff before you commit it.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace fingerpost::test {

inline std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline void expect_golden(const std::string& name, const std::string& actual) {
    const auto path = std::filesystem::path(GOLDEN) / name;
    if (std::getenv("UPDATE_GOLDEN")) {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << actual;
        return;
    }
    ASSERT_TRUE(std::filesystem::exists(path)) << path << " is missing: UPDATE_GOLDEN=1 writes it";
    EXPECT_EQ(actual, read_file(path)) << path;
}

} // namespace fingerpost::test

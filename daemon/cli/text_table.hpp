/// @file
/// Aligned columns for people. Programs get JSON.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::cli {

class TextTable {
public:
    /// Without a head, rows only: the fields of one thing.
    explicit TextTable(std::vector<std::string> head = {});

    /// As many cells as the others have.
    void add(std::vector<std::string> row);

    /// Whole lines; "" without rows. A table of strangers' bytes cannot steer the terminal.
    std::string str() const;

private:
    std::vector<std::vector<std::string>> rows_;
    bool head_;
};

/// Control characters as "?".
std::string printable(std::string_view text);

} // namespace fingerpost::cli

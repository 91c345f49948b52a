/// @file
/// Names a row of a family's table where a rule is written; a misspelt id does not compile.
#pragma once

#include "check/finding.hpp"

#include <array>
#include <stdexcept>
#include <string_view>

namespace fingerpost::check {

template <std::size_t Count>
consteval const Check& row(const std::array<Check, Count>& rows, std::string_view id) {
    for (const auto& check : rows)
        if (check.id == id) return check;
    throw std::logic_error("no such check");
}

} // namespace fingerpost::check

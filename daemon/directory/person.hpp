/// @file
/// What a directory says of a user, fit for documents.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace fingerpost::directory {

struct Person {
    std::string login; ///< the name to log in with, or ""
    std::string name;  ///< for people to read, or ""

    bool operator==(const Person&) const = default;
};

constexpr std::size_t login_bytes_max = 255;
constexpr std::size_t name_bytes_max = 200;

/// The first of an attribute's values that is text for a document: UTF-8 of at most `bytes_max`
/// octets without control characters, the blanks around it dropped. "" when there is none.
std::string first_text(std::span<const std::string_view> values, std::size_t bytes_max);

} // namespace fingerpost::directory

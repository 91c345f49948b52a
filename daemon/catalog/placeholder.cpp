#include "catalog/placeholder.hpp"

#include <algorithm>
#include <array>

namespace fingerpost {

namespace {

constexpr std::array<std::string_view, 3> names{
    "%EMAILADDRESS%", "%EMAILLOCALPART%", "%EMAILDOMAIN%"};

/// Replaces names[i] by values[i]; a null value leaves its placeholder in place.
std::string replaced(std::string_view text, const std::array<const std::string*, 3>& values) {
    std::string result;
    for (std::size_t i = 0; i < text.size();) {
        const auto rest = text.substr(i);
        const auto known = std::find_if(names.begin(), names.end(), [&](std::string_view name) {
            return rest.starts_with(name);
        });
        const auto* value = known == names.end()
                                ? nullptr
                                : values.at(static_cast<std::size_t>(known - names.begin()));
        result.append(value ? *value : rest.substr(0, 1));
        i += value ? known->size() : 1;
    }
    return result;
}

} // namespace

std::string expand(std::string_view text, const Address& address) {
    if (text.find('%') == text.npos) return std::string(text);
    const auto whole = address.str();
    return replaced(text, {&whole, &address.local, &address.domain});
}

std::string expand_domain(std::string_view text, std::string_view domain) {
    if (text.find('%') == text.npos) return std::string(text);
    const std::string value(domain);
    return replaced(text, {nullptr, nullptr, &value});
}

std::size_t first_placeholder(std::string_view text) {
    auto first = std::string_view::npos;
    for (const auto name : names)
        first = std::min(first, text.find(name));
    return first;
}

bool has_placeholder(std::string_view text) {
    return first_placeholder(text) != text.npos;
}

} // namespace fingerpost

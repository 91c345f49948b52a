#include "directory/person.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace fingerpost::directory {

namespace {

/// C0 and DEL, C1 (U+0080 to U+009F), and U+FFFE and U+FFFF, which XML 1.0 §2.2 has no place for.
bool has_control(std::string_view utf8) {
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto octet = static_cast<unsigned char>(utf8[i]);
        if (octet < 0x20 || octet == 0x7f) return true;
        const auto rest = utf8.substr(i);
        if (octet == 0xc2 && static_cast<unsigned char>(rest[1]) < 0xa0) return true;
        if (rest.starts_with("\xef\xbf\xbe") || rest.starts_with("\xef\xbf\xbf")) return true;
    }
    return false;
}

} // namespace

std::string first_text(std::span<const std::string_view> values, std::size_t bytes_max) {
    for (const auto value : values) {
        if (value.size() > bytes_max || !is_utf8(value)) continue;
        const auto text = trimmed(value);
        if (!text.empty() && !has_control(text)) return std::string(text);
    }
    return "";
}

} // namespace fingerpost::directory

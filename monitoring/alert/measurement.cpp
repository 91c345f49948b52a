#include "alert/measurement.hpp"

#include <algorithm>

namespace fingerpost::alert {

namespace {

void append_escaped(std::string& text, std::string_view value) {
    for (const char c : value) {
        if (c == '\n') {
            text += "\\n";
            continue;
        }
        if (c == '\\' || c == '"') text += '\\';
        text += c;
    }
}

} // namespace

std::string key(const Rule& rule, const Labels& labels) {
    std::string text(rule.name);
    text += '{';
    for (const auto& [name, value] : labels) {
        if (text.back() != '{') text += ',';
        text += name;
        text += "=\"";
        append_escaped(text, value);
        text += '"';
    }
    return text += '}';
}

std::string_view label(const Labels& labels, std::string_view name) {
    const auto found = std::ranges::find(labels, name, [](const auto& pair) {
        return std::string_view(pair.first);
    });
    return found == labels.end() ? std::string_view() : found->second;
}

} // namespace fingerpost::alert

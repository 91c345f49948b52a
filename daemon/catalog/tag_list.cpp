#include "catalog/tag_list.hpp"

#include "base/text.hpp"

#include <algorithm>

namespace fingerpost {

namespace {

Error wrong(std::string what) {
    return {Errc::unsupported, std::move(what)};
}

bool is_name(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

bool is_printable(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\t'; });
}

} // namespace

Result<TagList> TagList::parse(std::string_view text) {
    if (!is_printable(text)) return wrong("it holds other characters than printable ASCII");
    TagList list;
    for (const auto& part : split_list(text, ';')) {
        const auto equals = part.find('=');
        Tag tag{ascii_lower(trimmed(std::string_view(part).substr(0, equals))), {}};
        if (equals == part.npos || !is_name(tag.name))
            return wrong("\"" + part.substr(0, 40) + "\" is no tag=value");
        if (list.has(tag.name)) return wrong("the tag " + tag.name + " stands there twice");
        tag.value = trimmed(std::string_view(part).substr(equals + 1));
        list.tags_.push_back(std::move(tag));
    }
    return list;
}

std::string_view TagList::get(std::string_view name) const {
    const auto found = std::ranges::find(tags_, name, &Tag::name);
    return found == tags_.end() ? std::string_view() : found->value;
}

bool TagList::has(std::string_view name) const {
    return std::ranges::find(tags_, name, &Tag::name) != tags_.end();
}

std::string TagList::str() const {
    std::string text;
    for (const auto& tag : tags_)
        text.append(text.empty() ? "" : "; ").append(tag.name).append("=").append(tag.value);
    return text;
}

void TagList::set(std::string_view name, std::string value) {
    std::ranges::find(tags_, name, &Tag::name)->value = std::move(value);
}

} // namespace fingerpost

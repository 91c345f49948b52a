#include "check/placed_tags.hpp"

#include "base/text.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr std::size_t tags_max = 64;

bool is_name(std::string_view text) {
    const auto plain = [](char c) {
        return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9') || c == '_';
    };
    return !text.empty() && std::ranges::all_of(text, plain);
}

} // namespace

Error wrong_at(std::size_t at, std::string_view what) {
    return {Errc::unsupported, "character " + std::to_string(at + 1) + ": " + std::string(what)};
}

Result<PlacedTags> PlacedTags::read(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    PlacedTags read;
    for (std::size_t begin = 0; begin < text.size();) {
        const auto end = std::min(text.find(';', begin), text.size());
        const auto part = text.substr(begin, end - begin);
        const auto blank = std::min(part.find_first_not_of(blanks), part.size());
        const auto at = begin + blank;
        begin = end + 1;
        if (blank == part.size()) continue; // ";" at the end, which all readers take
        // panels that keep what surrounds the record in their instructions
        if (part[blank] == '"' || part[blank] == '\'')
            return wrong_at(at, "a quotation mark that does not belong to the record");
        const auto equals = part.find('=');
        const auto name = trimmed(part.substr(0, equals));
        if (equals == part.npos || !is_name(name))
            return wrong_at(at, '"' + zone::escaped(part.substr(blank, 40)) + "\" is no tag=value");
        if (read.find(name)) return wrong_at(at, "the tag " + std::string(name) + " comes twice");
        if (read.tags_.size() == tags_max) return wrong_at(at, "more than 64 tags");
        const auto value = part.substr(equals + 1);
        const auto skipped = std::min(value.find_first_not_of(blanks), value.size());
        const auto place = begin - 1 - value.size() + skipped;
        read.tags_.push_back({std::string(name), std::string(trimmed(value)), place});
    }
    return read;
}

const PlacedTag* PlacedTags::find(std::string_view name) const {
    const auto at = std::ranges::find(tags_, name, &PlacedTag::name);
    return at == tags_.end() ? nullptr : &*at;
}

std::string_view PlacedTags::get(std::string_view name) const {
    const auto* const tag = find(name);
    return tag ? std::string_view(tag->value) : std::string_view();
}

} // namespace fingerpost::check

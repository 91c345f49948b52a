#include "catalog/caa.hpp"

#include "base/text.hpp"
#include "catalog/tag_list.hpp"

#include <algorithm>
#include <array>

namespace fingerpost {

namespace {

Error wrong(std::string_view what) {
    return {
        Errc::unsupported,
        "any, or parameters like accounturi=https://ca.example.net/acct/1; "
        "validationmethods=dns-01: " +
            std::string(what)};
}

/// RFC 8657 §3
bool is_absolute_uri(std::string_view value) {
    const auto colon = value.find(':');
    return colon != value.npos && colon > 0 && colon + 1 < value.size() &&
           value.find_first_of(" \t\"\\") == value.npos;
}

/// RFC 8657 §4: labels as ACME has them.
bool are_methods(std::string_view value) {
    const auto methods = split_list(value);
    return !methods.empty() && std::ranges::all_of(methods, [](const std::string& method) {
        return std::ranges::all_of(method, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
        });
    });
}

constexpr std::array rules{
    TagRule{"accounturi", is_absolute_uri, "the URI of an account"},
    TagRule{"validationmethods", are_methods, "names like dns-01 with commas between them"},
};

} // namespace

Result<std::string> parse_caa_parameters(std::string_view text) {
    if (text == any_account) return std::string(text);
    auto list = TagList::parse(text);
    if (!list) return wrong(list.error().what);
    if (list->tags().empty()) return wrong("there is none");
    for (const auto& [name, value] : list->tags()) {
        const auto* const rule = std::ranges::find(rules, name, &TagRule::name);
        if (rule == rules.end()) return wrong("there is no parameter " + name);
        if (!rule->accepts(value)) return wrong(name + " is " + std::string(rule->wanted));
    }
    return list->str();
}

} // namespace fingerpost

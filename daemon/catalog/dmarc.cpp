#include "catalog/dmarc.hpp"

#include "base/text.hpp"
#include "catalog/report_uri.hpp"
#include "catalog/tag_list.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

namespace fingerpost {

namespace {

Error wrong(std::string_view what) {
    return {
        Errc::unsupported,
        "a DMARC record like v=DMARC1; p=reject; rua=mailto:dmarc@example.com: " +
            std::string(what)};
}

bool is_version(std::string_view value) {
    return value == "DMARC1";
}
bool is_alignment(std::string_view value) {
    return value == "r" || value == "s";
}
bool is_yes_or_no(std::string_view value) {
    return value == "y" || value == "n";
}
bool is_suffix_kind(std::string_view value) {
    return is_yes_or_no(value) || value == "u";
}
bool is_percent(std::string_view value) {
    return to_integer(value, 0, 100).has_value();
}
bool is_interval(std::string_view value) {
    return to_integer(value, 1, UINT32_MAX).has_value();
}
bool is_format(std::string_view value) {
    return value == "afrf";
}

bool is_policy(std::string_view value) {
    return value == "none" || value == "quarantine" || value == "reject";
}

bool are_failure_options(std::string_view value) {
    const auto options = split_list(value, ':');
    return !options.empty() && std::ranges::all_of(options, [](const std::string& option) {
        return option == "0" || option == "1" || option == "d" || option == "s";
    });
}

bool are_mailboxes(std::string_view value) {
    return parse_report_uris(value, ReportsBy::mail).has_value();
}

constexpr std::string_view policies = "none, quarantine or reject";
constexpr std::array rules{
    TagRule{"v", is_version, "DMARC1"},
    TagRule{"p", is_policy, policies},
    TagRule{"sp", is_policy, policies},
    TagRule{"np", is_policy, policies},
    TagRule{"adkim", is_alignment, "r or s"},
    TagRule{"aspf", is_alignment, "r or s"},
    TagRule{"rua", are_mailboxes, "mailto: URIs with commas between them"},
    TagRule{"ruf", are_mailboxes, "mailto: URIs with commas between them"},
    TagRule{"fo", are_failure_options, "0, 1, d or s with colons between them"},
    TagRule{"pct", is_percent, "0 to 100"},
    TagRule{"ri", is_interval, "a number of seconds"},
    TagRule{"rf", is_format, "afrf"},
    TagRule{"t", is_yes_or_no, "y or n"},
    TagRule{"psd", is_suffix_kind, "y, n or u"},
};

Result<void> check_tags(const TagList& list) {
    const auto& tags = list.tags();
    if (tags.size() < 2 || tags[0].name != "v" || tags[1].name != "p")
        return wrong("v stands first and p second");
    for (const auto& [name, value] : tags) {
        const auto* const rule = std::ranges::find(rules, name, &TagRule::name);
        if (rule == rules.end()) return wrong("there is no tag " + name);
        if (!rule->accepts(value))
            return wrong("the tag " + name + " is " + std::string(rule->wanted));
    }
    return {};
}

} // namespace

Result<DmarcRecord> parse_dmarc(std::string_view text) {
    const auto list = TagList::parse(text);
    if (!list) return wrong(list.error().what);
    if (const auto checked = check_tags(*list); !checked) return checked.error();
    DmarcRecord record{list->str(), std::string(list->get("p")), {}};
    for (const std::string_view tag : {"rua", "ruf"})
        for (auto& uri : split_list(list->get(tag)))
            record.reports_to.push_back(std::move(uri));
    return record;
}

} // namespace fingerpost

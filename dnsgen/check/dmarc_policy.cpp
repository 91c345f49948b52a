#include "check/dmarc_policy.hpp"

#include "base/text.hpp"
#include "catalog/report_uri.hpp"
#include "check/placed_tags.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

constexpr std::array<std::string_view, 3> policies{"none", "quarantine", "reject"};

bool is_policy(std::string_view value) {
    return std::ranges::find(policies, ascii_lower(value)) != policies.end();
}
bool is_alignment(std::string_view value) {
    return ascii_iequals(value, "r") || ascii_iequals(value, "s");
}
bool is_percent(std::string_view value) {
    return to_integer(value, 0, 100).has_value();
}
bool is_yes_or_no(std::string_view value) {
    return ascii_iequals(value, "y") || ascii_iequals(value, "n");
}
bool is_suffix_kind(std::string_view value) {
    return is_yes_or_no(value) || ascii_iequals(value, "u");
}
bool are_uris(std::string_view value) {
    const auto uris = split_list(value);
    return !uris.empty() && std::ranges::all_of(uris, [](const std::string& uri) {
        // RFC 7489 §6.4: a size may follow the mailbox
        const auto plain = uri.substr(0, uri.find('!'));
        return !mail_domain_of(plain).empty() || ascii_lower(plain).starts_with("https:");
    });
}

struct Rule {
    std::string_view name;
    bool (*accepts)(std::string_view value);
    std::string_view wanted;
};
constexpr std::array rules{
    Rule{"sp", is_policy, "sp is none, quarantine or reject"},
    Rule{"np", is_policy, "np is none, quarantine or reject"},
    Rule{"adkim", is_alignment, "adkim is r or s"},
    Rule{"aspf", is_alignment, "aspf is r or s"},
    Rule{"pct", is_percent, "pct is 0 to 100"},
    Rule{"t", is_yes_or_no, "t is y or n"},
    Rule{"psd", is_suffix_kind, "psd is y, n or u"},
    Rule{"rua", are_uris, "rua is mailto: URIs with commas between them"},
    Rule{"ruf", are_uris, "ruf is mailto: URIs with commas between them"},
};

/// The tag's value when it is right, else "", which is told.
std::string taken(const PlacedTags& tags, std::string_view name, DmarcPolicy& policy) {
    const auto* const tag = tags.find(name);
    if (!tag) return {};
    const auto* const rule = std::ranges::find(rules, name, &Rule::name);
    if (rule->accepts(tag->value)) return ascii_lower(tag->value);
    policy.passed_over.push_back(wrong_at(tag->at, rule->wanted).what);
    return {};
}

Result<std::string> read_policy(const PlacedTags& tags, std::string_view text) {
    const auto* const tag = tags.find("p");
    if (tag && is_policy(tag->value)) return ascii_lower(tag->value);
    if (!tag) return wrong_at(text.size(), "p is missing");
    return wrong_at(tag->at, "p is none, quarantine or reject");
}

} // namespace

bool is_dmarc(std::string_view text) {
    const auto tag = text.substr(0, text.find(';'));
    const auto equals = tag.find('=');
    return equals != tag.npos && trimmed(tag.substr(0, equals)) == "v" &&
           trimmed(tag.substr(equals + 1)) == "DMARC1";
}

Result<DmarcPolicy> read_dmarc(std::string_view text) {
    const auto tags = PlacedTags::read(text);
    if (!tags) return tags.error();
    if (!is_dmarc(text)) return wrong_at(0, "v=DMARC1 stands first, in capital letters");
    const auto stated = read_policy(*tags, text);
    if (!stated) return stated.error();
    DmarcPolicy policy;
    policy.policy = *stated;
    const auto subdomains = taken(*tags, "sp", policy);
    policy.subdomain_policy = subdomains.empty() ? policy.policy : subdomains;
    taken(*tags, "np", policy);
    policy.strict_dkim = taken(*tags, "adkim", policy) == "s";
    policy.strict_spf = taken(*tags, "aspf", policy) == "s";
    policy.testing = taken(*tags, "t", policy) == "y";
    if (const auto suffix = taken(*tags, "psd", policy); !suffix.empty()) policy.psd = suffix;
    const auto percent = taken(*tags, "pct", policy);
    policy.percent = static_cast<int>(to_integer(percent, 0, 100).value_or(100));
    for (const std::string_view name : {"rua", "ruf"})
        for (const auto& uri : split_list(taken(*tags, name, policy))) {
            auto host = mail_domain_of(uri.substr(0, uri.find('!')));
            if (!host.empty()) policy.reports_to.push_back(std::move(host));
        }
    std::ranges::sort(policy.reports_to);
    const auto doubles = std::ranges::unique(policy.reports_to);
    policy.reports_to.erase(doubles.begin(), doubles.end());
    return policy;
}

int strictness(std::string_view policy) {
    return static_cast<int>(std::ranges::find(policies, policy) - policies.begin());
}

} // namespace fingerpost::check

#include "check/sts_policy.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "check/placed_tags.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace fingerpost::check {

namespace {

constexpr std::size_t policy_max = 64 * 1024; // RFC 8461 §3.2
constexpr std::size_t mx_max = 1000;
constexpr std::int64_t age_max = 31557600;
constexpr std::size_t id_max = 32;

Error wrong_line(std::size_t line, const std::string& what) {
    return {Errc::unsupported, "line " + std::to_string(line) + ": " + what};
}

Result<void> take_mx(std::string_view value, std::size_t line, StsPolicy& policy) {
    auto host = ascii_lower(value);
    if (host.ends_with('.')) host.pop_back();
    const auto plain = std::string_view(host).substr(host.starts_with("*.") ? 2 : 0);
    if (!is_host_name(plain) || is_ip_address(plain))
        return wrong_line(line, '"' + zone::escaped(value.substr(0, 80)) + "\" is no host name");
    if (policy.mx.size() == mx_max) return wrong_line(line, "more than 1000 mail exchangers");
    policy.mx.push_back(std::move(host));
    return {};
}

Result<void>
take_field(std::string_view key, std::string_view value, std::size_t line, StsPolicy& policy) {
    if (key == "mx") return take_mx(value, line, policy);
    if (key == "version" && value != "STSv1") return wrong_line(line, "version is STSv1");
    if (key == "mode") {
        if (value != "enforce" && value != "testing" && value != "none")
            return wrong_line(line, "mode is enforce, testing or none");
        policy.mode = value;
    }
    if (key == "max_age") {
        const auto seconds = to_integer(value, 0, age_max);
        if (!seconds) return wrong_line(line, "max_age is a number of seconds, 31557600 at most");
        policy.max_age = *seconds;
    }
    return {};
}

} // namespace

Result<StsPolicy> read_sts_policy(std::string_view text) {
    if (text.size() > policy_max) return Error{Errc::unsupported, "it is longer than 64 KiB"};
    StsPolicy policy;
    std::set<std::string_view> seen;
    std::size_t line = 0;
    while (!text.empty()) {
        const auto whole = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(whole.size() + 1, text.size()));
        ++line;
        const auto words = trimmed(whole);
        if (words.empty()) continue;
        const auto colon = words.find(':');
        const auto key = trimmed(words.substr(0, colon));
        if (colon == words.npos)
            return wrong_line(
                line, '"' + zone::escaped(words.substr(0, 80)) + "\" is no key: value"
            );
        // of keys that come twice only the first counts, §3.2
        if (!seen.insert(key).second && key != "mx") continue;
        const auto taken = take_field(key, trimmed(words.substr(colon + 1)), line, policy);
        if (!taken) return taken.error();
    }
    for (const std::string_view key : {"version", "mode", "max_age"})
        if (!seen.contains(key)) return wrong_line(line, std::string(key) + " is missing");
    if (policy.mx.empty() && policy.mode != "none") return wrong_line(line, "mx is missing");
    return policy;
}

bool allows(const std::string& pattern, const std::string& host) {
    if (!pattern.starts_with("*.")) return pattern == host;
    const auto dot = host.find('.');
    return dot != host.npos && dot > 0 && host.substr(dot + 1) == pattern.substr(2);
}

Result<std::string> read_sts_id(std::string_view text) {
    const auto tags = PlacedTags::read(text);
    if (!tags) return tags.error();
    if (tags->all().empty() || tags->all().front().name != "v" || tags->get("v") != "STSv1")
        return wrong_at(0, "v=STSv1 stands first");
    const auto* const id = tags->find("id");
    if (!id) return wrong_at(text.size(), "id is missing");
    const auto plain = [](char c) {
        return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || (c >= '0' && c <= '9');
    };
    if (id->value.empty() || id->value.size() > id_max || !std::ranges::all_of(id->value, plain))
        return wrong_at(id->at, "id is 1 to 32 letters and digits");
    return id->value;
}

} // namespace fingerpost::check

#include "check/published.hpp"

#include "base/text.hpp"
#include "format/values.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr std::size_t shown_max = 400;

bool ends_word(std::string_view text, std::size_t at) {
    return at >= text.size() || text[at] == ';' || text[at] == ' ' || text[at] == '\t';
}

} // namespace

std::string at(std::string_view name, resolve::Type type) {
    return std::string(name) + ' ' + std::string(resolve::name(type));
}

std::string text_of(const zone::Record& record) {
    const auto parts = format::parts(record);
    return record.type == "TXT" && parts ? parts->front() : std::string();
}

zone::Record txt_record(const Subject& subject, std::string_view owner, std::string_view text) {
    zone::Record record;
    record.owner = zone::absolute(owner);
    record.type = "TXT";
    record.data = zone::txt_data(text);
    record.ttl = zone::ttl_of(subject.offer, subject.host.ttl);
    return record;
}

std::vector<std::string> versioned(const resolve::Answer& answer, std::string_view version) {
    std::vector<std::string> found;
    for (auto& text : resolve::all<std::string>(answer))
        if (ascii_iequals(std::string_view(text).substr(0, version.size()), version) &&
            ends_word(text, version.size()))
            found.push_back(std::move(text));
    return found;
}

std::string shown(const std::vector<std::string>& values) {
    std::string text;
    for (const auto& value : values) {
        if (text.size() > shown_max) return text + " and more";
        text.append(text.empty() ? "\"" : " and \"");
        text.append(zone::escaped(value.substr(0, shown_max))).append("\"");
    }
    return text;
}

void all_unknown(
    Findings& findings,
    std::initializer_list<const Check*> checks,
    const std::string& subject,
    const std::string& why
) {
    for (const auto* check : checks)
        findings.unknown(*check, subject, why);
}

Exchangers published_exchangers(const Subject& subject, Evidence& evidence) {
    const auto& answer = evidence.dns(subject.domain, resolve::Type::mx);
    Exchangers found;
    if (answer.outcome == resolve::Outcome::unknown) {
        found.unknown = answer.what;
        return found;
    }
    auto records = resolve::all<resolve::Mx>(answer);
    std::ranges::stable_sort(records, {}, &resolve::Mx::preference);
    for (auto& record : records) {
        found.refused |= record.host == ".";
        if (record.host != ".") found.hosts.push_back(std::move(record.host));
    }
    found.implicit = records.empty();
    if (found.implicit) found.hosts.push_back(subject.domain);
    return found;
}

} // namespace fingerpost::check

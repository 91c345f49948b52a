#include "check/record_lines.hpp"

#include "zone/presentation.hpp"
#include "zone/wire.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

namespace {

std::optional<resolve::Type> type_named(std::string_view text) {
    using resolve::Type;
    for (const auto type : {Type::a, Type::aaaa, Type::cname, Type::mx, Type::srv, Type::txt})
        if (resolve::name(type) == text) return type;
    return std::nullopt;
}

bool same_value(const zone::Record& desired, const zone::Record& published) {
    auto here = published;
    here.owner = desired.owner;
    return zone::same(desired, here);
}

} // namespace

std::string name_below(std::string_view label, const Subject& subject) {
    return std::string(label).append(1, '.').append(subject.domain);
}

zone::Record as_record(const resolve::Record& record) {
    zone::Record found;
    found.owner = zone::absolute(record.owner);
    found.type = resolve::name(record.type);
    found.data = resolve::presentation(record.type, record.data);
    found.ttl = record.ttl;
    return found;
}

zone::Records standing_at(const resolve::Answer& answer) {
    zone::Records found;
    if (!answer.chain.empty()) return {as_record(answer.chain.front())};
    for (const auto& record : answer.records)
        found.push_back(as_record(record));
    return found;
}

zone::Records desired_at(const Subject& subject, std::string_view name) {
    const auto owner = zone::absolute(name);
    zone::Records found;
    for (const auto& record : subject.desired)
        if (record.owner == owner) found.push_back(record);
    return found;
}

zone::Records desired_at(const Subject& subject, std::string_view name, std::string_view type) {
    auto found = desired_at(subject, name);
    std::erase_if(found, [&](const zone::Record& record) { return record.type != type; });
    return found;
}

bool is_published(Evidence& evidence, const zone::Record& record) {
    const auto type = type_named(record.type);
    if (!type) return false;
    const auto& answer = evidence.dns(record.owner, *type);
    const auto is_it = [&](const resolve::Record& found) {
        return same_value(record, as_record(found));
    };
    return std::any_of(answer.records.begin(), answer.records.end(), is_it);
}

std::string listed(const zone::Records& records) {
    const auto other = [&](const zone::Record& record) {
        return record.type != records.front().type;
    };
    const bool several = std::any_of(records.begin(), records.end(), other);
    std::vector<std::string> words;
    for (const auto& record : records)
        words.push_back(several ? record.type + ' ' + record.data : record.data);
    return listed(words);
}

std::string listed(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words)
        text.append(text.empty() ? "" : ", ").append(word);
    return text;
}

bool is_unknown(const resolve::Answer& answer) {
    return answer.outcome == resolve::Outcome::unknown;
}

} // namespace fingerpost::check

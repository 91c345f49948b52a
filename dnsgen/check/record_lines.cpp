#include "check/record_lines.hpp"

#include "zone/presentation.hpp"
#include "zone/wire.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::check {

using resolve::Type;

namespace {

constexpr std::array known_types{
    Type::a,
    Type::aaaa,
    Type::caa,
    Type::cname,
    Type::dname,
    Type::dnskey,
    Type::ds,
    Type::mx,
    Type::ns,
    Type::ptr,
    Type::soa,
    Type::rrsig,
    Type::spf,
    Type::srv,
    Type::tlsa,
    Type::txt};

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

zone::Records as_records(const std::vector<resolve::Record>& records) {
    zone::Records list;
    for (const auto& record : records)
        list.push_back(as_record(record));
    return list;
}

zone::Records standing_at(const resolve::Answer& answer) {
    if (!answer.chain.empty()) return {as_record(answer.chain.front())};
    return as_records(answer.records);
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

zone::Records desired_at(const Subject& subject, std::string_view name, Type type) {
    return desired_at(subject, name, resolve::name(type));
}

std::optional<Type> type_of(std::string_view name) {
    for (const auto type : known_types)
        if (resolve::name(type) == name) return type;
    return std::nullopt;
}

std::optional<bool> is_published(Evidence& evidence, const zone::Record& record) {
    const auto type = type_of(record.type);
    if (!type) return std::nullopt;
    const auto& answer = evidence.dns(record.owner, *type);
    if (is_unknown(answer)) return std::nullopt;
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

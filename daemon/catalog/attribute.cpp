#include "catalog/attribute.hpp"

#include "base/text.hpp"
#include "catalog/caa.hpp"
#include "catalog/url.hpp"

#include <algorithm>
#include <tuple>

namespace fingerpost {

namespace {

constexpr std::size_t longest_value = 2000;
constexpr std::size_t longest_picture = 64 * 1024; // octets of base64

const std::string nothing;

auto place(const Attribute& attribute) {
    return std::tie(attribute.id, attribute.qualifier);
}

Error unusable(const AttributeRow& row, const std::string& wanted) {
    const auto shown =
        is_utf8(row.value) ? first_characters(row.value.substr(0, row.value.find('\n')), 100) : "…";
    return {Errc::unsupported, "attribute " + row.name + ": \"" + shown + "\" is not " + wanted};
}

Error unknown(const std::string& name) {
    std::vector<std::string_view> names;
    for (const auto& known : attribute_kinds())
        names.push_back(known.name);
    const auto near = nearest(name, names);
    auto what = "there is no attribute \"" + name + '"';
    if (!near.empty()) what.append("; did you mean ").append(near).append("?");
    return {Errc::unsupported, what};
}

Result<std::string> checked_qualifier(const AttributeKind& kind, const AttributeRow& row) {
    const auto wrong = [&](std::string what) {
        return Error{Errc::unsupported, "attribute " + row.name + std::move(what)};
    };
    const auto* by = kind_of(kind.qualifier);
    if (!by && !row.qualifier.empty())
        return wrong(" has one value, none for \"" + row.qualifier + '"');
    if (by && by->required && row.qualifier.empty())
        return wrong(" needs its " + std::string(by->name) + ", like " + std::string(by->example));
    // of certificates: either nobody may issue, or each issuer that may is named
    const auto value = trimmed(row.value);
    if (kind.qualifier == Qualifier::issuer && !value.empty() &&
        (value == no_issuer) != row.qualifier.empty())
        return wrong(": none stands without issuer, everything else with one");
    if (row.qualifier.empty()) return std::string();
    auto checked = by->check(row.qualifier);
    if (!checked)
        return wrong(
            ": " + std::string(by->name) + " \"" + row.qualifier + "\" is not like " +
            std::string(by->example)
        );
    return checked;
}

} // namespace

const AttributeKind& kind_of(AttributeId id) {
    return attribute_kinds()[static_cast<std::size_t>(id)];
}

const AttributeKind* find_attribute(std::string_view name) {
    const auto kinds = attribute_kinds();
    const auto row = std::ranges::find(kinds, name, &AttributeKind::name);
    return row == kinds.end() ? nullptr : &*row;
}

Result<Attribute> to_attribute(const AttributeRow& row) {
    const auto* kind = find_attribute(row.name);
    if (!kind) return unknown(row.name);
    auto qualifier = checked_qualifier(*kind, row);
    if (!qualifier) return qualifier.error();
    const auto value = trimmed(row.value);
    if (value.empty()) return Attribute{kind->id, std::move(*qualifier), {}};
    const auto longest = kind->id == AttributeId::page_logo ? longest_picture : longest_value;
    if (value.size() > longest)
        return unusable(row, "of at most " + std::to_string(longest) + " octets");
    if (!is_utf8(value)) return unusable(row, "UTF-8");
    auto checked = kind->check(value);
    if (!checked) return unusable(row, checked.error().what);
    // the one form may have more blanks than what was typed
    if (checked->size() > longest)
        return unusable(row, "of at most " + std::to_string(longest) + " octets");
    return Attribute{kind->id, std::move(*qualifier), std::move(*checked)};
}

void Attributes::set(Attribute attribute) {
    auto at = std::ranges::lower_bound(list_, place(attribute), {}, place);
    const bool there = at != list_.end() && place(*at) == place(attribute);
    if (attribute.value.empty()) {
        if (there) list_.erase(at);
    } else if (there) {
        *at = std::move(attribute);
    } else {
        list_.insert(at, std::move(attribute));
    }
}

const std::string& Attributes::get(AttributeId id) const {
    const auto values = all(id);
    return values.empty() ? nothing : values.front().value;
}

const std::string& Attributes::get(AttributeId id, std::span<const std::string> languages) const {
    const auto values = all(id);
    for (const auto& wanted : languages) {
        const auto exact = std::ranges::find(values, wanted, &Attribute::qualifier);
        if (exact != values.end()) return exact->value;
        const auto broader =
            std::ranges::find(values, wanted.substr(0, wanted.find('-')), &Attribute::qualifier);
        if (broader != values.end()) return broader->value;
    }
    return get(id);
}

std::span<const Attribute> Attributes::all(AttributeId id) const {
    return std::ranges::equal_range(list_, id, {}, &Attribute::id);
}

Result<HostPort> parse_host_port(std::string_view text, std::uint16_t default_port) {
    HostPort found{{}, default_port};
    if (const auto colon = text.rfind(':'); colon != text.npos) {
        const auto port = to_integer(text.substr(colon + 1), 1, 65535);
        if (!port) return Error{Errc::bad_request, "the port is not between 1 and 65535"};
        found.port = static_cast<std::uint16_t>(*port);
        text = text.substr(0, colon);
    }
    auto name = parse_host_name(text);
    if (!name) return name.error();
    found.host = std::move(*name);
    return found;
}

} // namespace fingerpost

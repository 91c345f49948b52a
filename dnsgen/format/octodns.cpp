#include "format/octodns.hpp"

#include "base/text.hpp"
#include "format/quote.hpp"
#include "format/values.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace fingerpost::format {

namespace {

using Parts = std::vector<std::string>;

/// A part under the key octoDNS has for it; keys are sorted.
struct Field {
    std::string_view key;
    std::size_t part;
    bool is_text = false;
};
struct Type {
    std::string_view name;
    std::vector<Field> fields; ///< none: the value is the first part
};
const std::array types{
    Type{"A", {}},
    Type{"AAAA", {}},
    Type{"CAA", {{"flags", 0}, {"tag", 1, true}, {"value", 2, true}}},
    Type{"CNAME", {}},
    Type{"MX", {{"exchange", 1, true}, {"preference", 0}}},
    Type{"NS", {}},
    Type{"PTR", {}},
    Type{"SRV", {{"port", 2}, {"priority", 0}, {"target", 3, true}, {"weight", 1}}},
    Type{
        "TLSA",
        {{"certificate_association_data", 3, true},
         {"certificate_usage", 0},
         {"matching_type", 2},
         {"selector", 1}}},
    Type{"TXT", {}},
};

/// octoDNS quotes and splits text itself, and wants its semicolons escaped.
std::string text_value(std::string_view octets) {
    std::string value;
    for (const char c : octets)
        value += c == '"' ? "\"" : c == ';' ? "\\;" : escaped(std::string_view(&c, 1));
    return value;
}

std::string value(const Type& type, const Parts& parts) {
    if (type.fields.empty()) return "- " + code_string(parts[0]) + '\n';
    std::string text;
    for (const auto& field : type.fields) {
        text.append(text.empty() ? "- " : "        ").append(field.key).append(": ");
        text.append(field.is_text ? code_string(parts[field.part]) : parts[field.part])
            .append("\n");
    }
    return text;
}

/// The values of one RRset below its name; "" when none has a form.
std::string entry(Output& out, Set set) {
    std::string values;
    const auto type = std::find_if(types.begin(), types.end(), [&](const Type& row) {
        return row.name == set.front().type;
    });
    for (const auto& record : set) {
        auto found = parts(record);
        if (found && record.type == "TXT") found->front() = text_value(found->front());
        if (found && type != types.end())
            values += "      " + value(*type, *found);
        else
            leave_out(out, "# ", record, found ? "octoDNS has no such type" : found.error().what);
    }
    if (values.empty()) return {};
    const auto head =
        "  - ttl: " + std::to_string(set.front().ttl) + "\n    type: " + set.front().type;
    if (type->name == "CNAME") return head + "\n    value: " + values.substr(8);
    return head + "\n    values:\n" + values;
}

/// Numbers within names count by their value.
struct NaturalOrder {
    static std::string_view take(std::string_view& text, bool digits) {
        const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
        std::size_t size = 0;
        while (size < text.size() && is_digit(text[size]) == digits)
            ++size;
        const auto taken = text.substr(0, size);
        text.remove_prefix(size);
        return taken;
    }
    bool operator()(std::string_view a, std::string_view b) const {
        for (bool digits = false; !a.empty() && !b.empty(); digits = !digits) {
            auto left = take(a, digits), right = take(b, digits);
            if (digits) {
                left.remove_prefix(std::min(left.find_first_not_of('0'), left.size()));
                right.remove_prefix(std::min(right.find_first_not_of('0'), right.size()));
                if (left.size() != right.size()) return left.size() < right.size();
            }
            if (left != right) return left < right;
        }
        return a.size() < b.size();
    }
};

} // namespace

Result<void> add_octodns(Output& out, const Domain& domain, const Settings&) {
    const auto origin = zone::absolute(domain.name);
    std::map<std::string, std::string, NaturalOrder> names;
    for (const auto set : sets(domain.records)) {
        const auto name = zone::relative(set.front().owner, origin);
        if (const auto text = entry(out, set); !text.empty())
            names[name == "@" ? std::string() : std::string(name)] += text;
    }
    out.text += "---\n";
    if (names.empty()) out.text += "{}\n";
    for (const auto& [name, entries] : names)
        out.text.append(code_string(name)).append(":\n").append(entries);
    return {};
}

} // namespace fingerpost::format

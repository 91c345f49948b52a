#include "format/values.hpp"

#include "base/text.hpp"
#include "zone/fields.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::format {

namespace {

struct Shape {
    std::string_view type;
    std::size_t parts;
    std::ptrdiff_t numbers; ///< how many parts are, from the first on
};
constexpr std::array shapes{
    Shape{"A", 1, 0},
    Shape{"AAAA", 1, 0},
    Shape{"CAA", 3, 1},
    Shape{"CNAME", 1, 0},
    Shape{"MX", 2, 1},
    Shape{"NS", 1, 0},
    Shape{"PTR", 1, 0},
    Shape{"SRV", 4, 3},
    Shape{"TLSA", 4, 3},
};

constexpr std::size_t string_max = 255; // RFC 1035 §3.3

/// Strings that are cut where they must be are one text; others mean something apart, as the
/// pairs of RFC 6763 §6.1 do.
Result<std::vector<std::string>> joined(const std::vector<std::string_view>& fields) {
    std::string text;
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto string = octets(fields[i]);
        if (i + 1 < fields.size() && string.size() != string_max)
            return Error{Errc::unsupported, "this format would join its strings to one text"};
        text += string;
    }
    return std::vector<std::string>{std::move(text)};
}

} // namespace

std::string octets(std::string_view field) {
    if (field.size() >= 2 && field.starts_with('"')) field = field.substr(1, field.size() - 2);
    std::string text;
    for (std::size_t i = 0; i < field.size(); ++i) {
        if (field[i] != '\\' || i + 1 == field.size()) {
            text += field[i];
        } else if (const auto code = to_integer(field.substr(i + 1, 3), 0, 255);
                   code && field.size() > i + 3) {
            text += static_cast<char>(*code);
            i += 3;
        } else {
            text += field[++i];
        }
    }
    return text;
}

std::string escaped(std::string_view octets) {
    std::string text;
    for (const char c : octets) {
        const auto octet = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            text.append(1, '\\').append(1, c);
        } else if (octet >= 0x20 && octet < 0x7f) {
            text += c;
        } else {
            text += '\\';
            for (const int unit : {100, 10, 1})
                text += static_cast<char>('0' + octet / unit % 10);
        }
    }
    return text;
}

Result<std::vector<std::string>> parts(const zone::Record& record) {
    const auto fields = zone::fields(record.data);
    if (!fields || fields->empty()) return Error{Errc::bad_request, "its data cannot be read"};
    if (record.type == "TXT") return joined(*fields);
    const auto shape = std::find_if(shapes.begin(), shapes.end(), [&](const Shape& row) {
        return row.type == record.type;
    });
    if (shape == shapes.end() || fields->front() == "\\#")
        return Error{Errc::unsupported, "this format has no form for the type"};
    std::vector<std::string> parts(fields->begin(), fields->end());
    for (; record.type == "TLSA" && parts.size() > shape->parts; parts.pop_back())
        parts[parts.size() - 2] += parts.back(); // digits may stand in groups
    const auto is_number = [](const std::string& part) { return to_integer(part, 0, 0xffff); };
    if (parts.size() != shape->parts ||
        !std::all_of(parts.begin(), parts.begin() + shape->numbers, is_number))
        return Error{Errc::bad_request, "its data cannot be read"};
    if (record.type == "CAA") parts[2] = octets(parts[2]);
    return parts;
}

std::vector<Set> sets(const zone::Records& records) {
    std::vector<Set> found;
    for (std::size_t first = 0, i = 0; i < records.size(); ++i) {
        const bool ends = i + 1 == records.size() || records[i + 1].owner != records[i].owner ||
                          records[i + 1].type != records[i].type;
        if (!ends) continue;
        found.push_back(Set(records).subspan(first, i + 1 - first));
        first = i + 1;
    }
    return found;
}

} // namespace fingerpost::format

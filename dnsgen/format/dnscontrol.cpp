#include "format/dnscontrol.hpp"

#include "base/text.hpp"
#include "format/quote.hpp"
#include "format/values.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::format {

namespace {

/// Which parts of a record are the arguments of the function named as its type.
struct Argument {
    std::size_t part;
    bool is_text = false;
};
struct Type {
    std::string_view name;
    std::vector<Argument> arguments;
};
const std::array types{
    Type{"A", {{0, true}}},
    Type{"AAAA", {{0, true}}},
    Type{"CAA", {{1, true}, {2, true}}},
    Type{"CNAME", {{0, true}}},
    Type{"MX", {{0}, {1, true}}},
    Type{"NS", {{0, true}}},
    Type{"PTR", {{0, true}}},
    Type{"SRV", {{0}, {1}, {2}, {3, true}}},
    Type{"TLSA", {{0}, {1}, {2}, {3, true}}},
    Type{"TXT", {{0, true}}},
};

Result<std::string> call(const zone::Record& record, std::string_view origin) {
    const auto found = parts(record);
    if (!found) return found.error();
    const auto type = std::find_if(types.begin(), types.end(), [&](const Type& row) {
        return row.name == record.type;
    });
    if (type == types.end()) return Error{Errc::unsupported, "DNSControl has no such function"};
    std::string text(type->name);
    text.append("(").append(code_string(zone::relative(record.owner, origin)));
    for (const auto& argument : type->arguments) {
        const auto& part = (*found)[argument.part];
        if (!is_utf8(part))
            return Error{Errc::unsupported, "JavaScript knows only text that is UTF-8"};
        text.append(", ").append(argument.is_text ? code_string(part) : part);
    }
    if (record.type == "CAA" && (*found)[0] == "128")
        text += ", CAA_CRITICAL";
    else if (record.type == "CAA" && (*found)[0] != "0")
        return Error{Errc::unsupported, "DNSControl knows only the flags 0 and 128"};
    return text.append(", TTL(").append(std::to_string(record.ttl)).append("))");
}

} // namespace

Result<void> add_dnscontrol(Output& out, const Domain& domain, const Settings&) {
    const auto origin = zone::absolute(domain.name);
    std::string calls;
    for (const auto set : sets(domain.records))
        for (auto record : set) {
            record.ttl = set.front().ttl; // RFC 2181 §5.2
            const auto text = call(record, origin);
            if (text)
                calls.append(",\n    ").append(*text);
            else
                leave_out(out, "// ", record, text.error().what);
        }
    out.text.append("D_EXTEND(").append(code_string(domain.name)).append(calls).append("\n);\n");
    return {};
}

} // namespace fingerpost::format

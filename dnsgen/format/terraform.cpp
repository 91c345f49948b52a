#include "format/terraform.hpp"

#include "format/quote.hpp"
#include "format/values.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::format {

namespace {

/// A kind of resource: one value, a list of them, or a block for each record.
struct Type {
    std::string_view name;
    std::string_view resource;
    std::string_view argument;                 ///< or the name of the block
    bool is_list = false;                      ///< else one record alone
    std::vector<std::string_view> fields = {}; ///< of a block; the last is text
};
const std::array types{
    Type{"A", "dns_a_record_set", "addresses", true},
    Type{"AAAA", "dns_aaaa_record_set", "addresses", true},
    Type{"CNAME", "dns_cname_record", "cname"},
    Type{"MX", "dns_mx_record_set", "mx", true, {"preference", "exchange"}},
    Type{"NS", "dns_ns_record_set", "nameservers", true},
    Type{"PTR", "dns_ptr_record", "ptr"},
    Type{"SRV", "dns_srv_record_set", "srv", true, {"priority", "weight", "port", "target"}},
    Type{"TXT", "dns_txt_record_set", "txt", true},
};

/// The owner as an identifier that no other owner has: letters, digits, "_" for the dot, and "-"
/// before what else there is.
std::string identifier(std::string_view owner) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "at_";
    owner.remove_suffix(owner.ends_with('.'));
    for (const char c : owner) {
        const auto octet = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            text += c;
        else if (c == '.')
            text += '_';
        else if (c == '_' || c == '-')
            text.append(1, '-').append(1, c);
        else
            text.append("-x").append(1, digits[octet >> 4]).append(1, digits[octet & 15]);
    }
    return text;
}

using Values = std::vector<std::vector<std::string>>;

void append_block(std::string& text, const Type& type, const std::vector<std::string>& parts) {
    text.append("\n  ").append(type.argument).append(" {\n");
    for (std::size_t i = 0; i < type.fields.size(); ++i) {
        const bool last = i + 1 == type.fields.size();
        text.append("    ").append(type.fields[i]).append(" = ");
        text.append(last ? hcl_string(parts[i]) : parts[i]).append("\n");
    }
    text += "  }\n";
}

void append_values(std::string& text, const Type& type, const Values& values) {
    if (!type.fields.empty()) {
        for (const auto& parts : values)
            append_block(text, type, parts);
        return;
    }
    text.append("  ").append(type.argument).append(type.is_list ? " = [" : " = ");
    const auto* separator = "";
    for (const auto& parts : values) {
        // the provider puts text between quotes of a zone file's line
        text.append(separator).append(hcl_string(type.name == "TXT" ? escaped(parts[0]) : parts[0])
        );
        separator = ", ";
    }
    text += type.is_list ? "]\n" : "\n";
}

void append_resource(Output& out, Set set, std::string_view origin) {
    const auto& first = set.front();
    const auto type = std::find_if(types.begin(), types.end(), [&](const Type& row) {
        return row.name == first.type;
    });
    Values values;
    for (const auto& record : set) {
        auto found = parts(record);
        if (found && type != types.end())
            values.push_back(std::move(*found));
        else
            leave_out(
                out, "# ", record, found ? "the provider has no such resource" : found.error().what
            );
    }
    if (values.empty()) return;
    auto& text = out.text;
    text.append("resource \"").append(type->resource).append("\" \"");
    text.append(identifier(first.owner)).append("\" {\n  zone = ").append(hcl_string(origin));
    const auto name = zone::relative(first.owner, origin);
    if (name != "@") text.append("\n  name = ").append(hcl_string(name));
    text.append("\n  ttl = ").append(std::to_string(first.ttl)).append("\n");
    append_values(text, *type, values);
    text += "}\n";
}

} // namespace

Result<void> add_terraform(Output& out, const Domain& domain, const Settings&) {
    const auto origin = zone::absolute(domain.name);
    for (const auto set : sets(domain.records))
        append_resource(out, set, origin);
    return {};
}

} // namespace fingerpost::format

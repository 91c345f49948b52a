#include "format/domain_connect.hpp"

#include "base/text.hpp"
#include "format/values.hpp"
#include "zone/presentation.hpp"

#include <boost/json.hpp>

namespace fingerpost::format {

namespace {

using boost::json::object;

bool is_part_of_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
}

/// With %domain% in place of the domain, where a name ends with it.
std::string general(std::string_view text, std::string_view domain) {
    std::string out;
    for (auto at = text.find(domain); at != text.npos; at = text.find(domain)) {
        const auto end = at + domain.size();
        const bool inside =
            (at > 0 && is_part_of_name(text[at - 1])) ||
            (end < text.size() && is_part_of_name(text[end])) ||
            (end + 1 < text.size() && text[end] == '.' && is_part_of_name(text[end + 1]));
        out.append(text.substr(0, at)).append(inside ? domain : "%domain%");
        text.remove_prefix(end);
    }
    return out.append(text);
}

/// The record's own fields; `host` is its owner relative to the domain.
Result<object> fields(const zone::Record& record, std::string_view host, std::string_view domain) {
    if (record.type == "TXT") return object{{"host", host}, {"data", general(record.data, domain)}};
    const auto found = parts(record);
    if (!found && found.error().code != Errc::unsupported) return found.error();
    const auto name = [&](std::size_t part) { return general((*found)[part], domain); };
    const auto number = [&](std::size_t part) { return *to_integer((*found)[part], 0, 0xffff); };
    if (record.type == "SRV") {
        const auto protocol = host.find('.') + 1;
        const auto end = host.find('.', protocol);
        if (protocol == 0) return Error{Errc::bad_request, "its owner names no service"};
        return object{
            {"name", end == host.npos ? "@" : host.substr(end + 1)},
            {"service", host.substr(0, protocol - 1)},
            {"protocol", host.substr(protocol, end - protocol)},
            {"priority", number(0)},
            {"weight", number(1)},
            {"port", number(2)},
            {"target", name(3)}};
    }
    if (record.type == "MX")
        return object{{"host", host}, {"priority", number(0)}, {"pointsTo", name(1)}};
    for (const auto* type : {"A", "AAAA", "CNAME", "NS"})
        if (record.type == type) return object{{"host", host}, {"pointsTo", name(0)}};
    return object{{"host", host}, {"data", general(record.data, domain)}}; // §6.2, generic types
}

} // namespace

Result<void> add_domain_connect(Output& out, const Domain& domain, const Settings& settings) {
    const auto& ids = settings.domain_connect;
    auto head = boost::json::serialize(object{
        {"providerId", ids.provider},
        {"providerName", ids.provider},
        {"serviceId", ids.service},
        {"serviceName", ids.service},
        {"version", 1}});
    head.back() = ',';
    out.text.append(head).append("\n\"records\": [");
    const auto origin = zone::absolute(domain.name);
    const auto* separator = "\n";
    for (const auto set : sets(domain.records))
        for (const auto& record : set) {
            const auto host = zone::relative(record.owner, origin);
            auto row = fields(record, host, domain.name);
            if (row && record.data.find('%') != record.data.npos)
                row = Error{Errc::unsupported, "\"%\" would begin a variable of the template"};
            if (!row) {
                leave_out(out, "", record, row.error().what);
                continue;
            }
            object whole{{"type", record.type}};
            for (auto& [key, value] : *row)
                whole[key] = std::move(value);
            whole["ttl"] = set.front().ttl;
            out.text.append(separator).append(boost::json::serialize(whole));
            separator = ",\n";
        }
    out.text += "\n]}\n";
    return {};
}

} // namespace fingerpost::format

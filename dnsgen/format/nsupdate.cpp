#include "format/nsupdate.hpp"

#include "format/lines.hpp"

namespace fingerpost::format {

void append_update(
    Output& out, std::string_view zone, const zone::Records& gone, const zone::Records& come
) {
    auto& text = out.text;
    text.append("zone ").append(zone).append(".\n");
    for (const auto& record : gone) // with its value: the RRset may hold others' records too
        text.append("update delete ")
            .append(record.owner)
            .append(" ")
            .append(record.type)
            .append(" " + record.data + '\n');
    for (const auto& record : come) {
        text.append("update add ").append(record.owner).append(" ");
        append_number(text, record.ttl);
        text.append(" ").append(record.type).append(" ").append(record.data).append("\n");
    }
    text += "send\n";
}

Result<void> add_nsupdate(Output& out, const Domain& domain, const Settings&) {
    append_update(out, domain.name, {}, domain.records);
    return {};
}

} // namespace fingerpost::format

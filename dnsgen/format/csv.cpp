#include "format/csv.hpp"

#include "format/quote.hpp"

namespace fingerpost::format {

void begin_csv(Output& out, const Settings&) {
    out.text += "domain,name,ttl,type,value\r\n";
}

Result<void> add_csv(Output& out, const Domain& domain, const Settings&) {
    for (const auto& record : domain.records) {
        out.text.append(csv_cell(domain.name)).append(",").append(csv_cell(record.owner));
        out.text.append(",").append(std::to_string(record.ttl)).append(",");
        out.text.append(csv_cell(record.type)).append(",").append(csv_cell(record.data));
        out.text += "\r\n";
    }
    return {};
}

} // namespace fingerpost::format

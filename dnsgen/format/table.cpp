#include "format/table.hpp"

#include "format/lines.hpp"

#include <algorithm>
#include <array>

namespace fingerpost::format {

Result<void> add_table(Output& out, const Domain& domain, const Settings&) {
    std::vector<std::array<std::string, 8>> rows{
        {"OWNER", "TTL", "TYPE", "DATA", "GRADE", "PURPOSE", "CLIENTS", "SPEC"}};
    for (const auto& record : domain.records)
        rows.push_back(
            {record.owner,
             std::to_string(record.ttl),
             record.type,
             record.data,
             std::string(zone::name(record.grade)),
             std::string(record.purpose),
             std::string(record.clients),
             std::string(record.spec)}
        );
    std::array<std::size_t, 8> widths{};
    for (const auto& row : rows)
        for (std::size_t i = 0; i + 1 < row.size(); ++i) // nothing stands after the last
            widths[i] = std::max(widths[i], row[i].size() + 2);
    auto& text = out.text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i)
            append_padded(text, row[i], widths[i]);
        text.erase(text.find_last_not_of(' ') + 1);
        text += '\n';
    }
    return {};
}

} // namespace fingerpost::format

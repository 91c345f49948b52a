#include "format/powerdns.hpp"

#include "format/values.hpp"
#include "zone/presentation.hpp"

#include <boost/json.hpp>

namespace fingerpost::format {

Result<void> add_powerdns(Output& out, const Domain& domain, const Settings&) {
    out.text += "{\"rrsets\": [";
    const auto* separator = "\n";
    for (const auto set : sets(domain.records)) {
        // REPLACE is all that 4.7 knows; services of others prove by such records whose domain it
        // is
        if (set.front().type == "TXT" && set.front().owner == zone::absolute(domain.name))
            out.notes.push_back(
                "the PATCH replaces all TXT records of " + set.front().owner +
                ": add those of others to it"
            );
        boost::json::array records;
        for (const auto& record : set)
            records.push_back(boost::json::object{{"content", record.data}, {"disabled", false}});
        out.text.append(separator).append(boost::json::serialize(boost::json::object{
            {"name", set.front().owner},
            {"type", set.front().type},
            {"ttl", set.front().ttl},
            {"changetype", "REPLACE"},
            {"records", std::move(records)}}));
        separator = ",\n";
    }
    out.text += "\n]}\n";
    return {};
}

} // namespace fingerpost::format

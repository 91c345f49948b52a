#include "format/json.hpp"

#include <boost/json.hpp>

namespace fingerpost::format {

Result<void> add_json(Output& out, const Domain& domain, const Settings&) {
    boost::json::array array;
    for (const auto& record : domain.records)
        array.push_back(boost::json::object{
            {"owner", record.owner},
            {"ttl", record.ttl},
            {"type", record.type},
            {"data", record.data},
            {"grade", zone::name(record.grade)},
            {"purpose", record.purpose},
            {"clients", record.clients},
            {"spec", record.spec}});
    out.text.append(boost::json::serialize(array)).append("\n");
    return {};
}

} // namespace fingerpost::format

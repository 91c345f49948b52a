/// @file
/// Reading Autoconfig documents, 1.1 and 1.2, the provider database's files among them, into rows.
/// Spec: draft-ietf-mailmaint-autoconfig (SPECS.md).
#pragma once

#include "base/error.hpp"
#include "catalog/attribute.hpp"
#include "catalog/server.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::protocol {

/// What a document says, as rows of the database without ids; rows that to_server() and
/// to_dav_server() take.
struct AutoconfigDocument {
    std::string provider_name;
    std::string provider_short_name;
    std::vector<std::string> domains; ///< as parse_domain() gives them, without doubles
    std::vector<ServerRow> servers;   ///< prio 10, 20, … in the document's order
    std::vector<DavServerRow> dav_servers;
    std::vector<AttributeRow> attributes; ///< of the provider; rows that to_attribute() takes
    std::vector<std::string> not_kept;    ///< one sentence each
};

/// Errc::bad_request when it is no such document or holds neither a domain nor a server.
Result<AutoconfigDocument> parse_autoconfig_document(std::string_view text);

} // namespace fingerpost::protocol

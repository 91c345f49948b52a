/// @file
/// A server of either table, as the command line speaks of it: "7" is a row of `server`, "dav:7"
/// one of `davserver`, because each table counts its own ids.
#pragma once

#include "storage/domain_repository.hpp"
#include "storage/server_repository.hpp"
#include "storage/sql.hpp"

#include <boost/json/object.hpp>

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace fingerpost::cli {

struct ServerId {
    storage::Link table = storage::Link::server;
    std::int64_t id = 0;

    std::string str() const;
    auto operator<=>(const ServerId&) const = default;

    /// Errc::bad_request.
    static Result<ServerId> parse(std::string_view word);
};

Result<std::vector<ServerId>> parse_server_ids(const std::vector<std::string>& words);

/// All that a domain offers, mail servers first.
std::vector<ServerId> servers_of(const storage::Domain& domain);

/// "1 2 dav:1"
std::string joined(const std::vector<ServerId>& ids);

using AnyServer = std::variant<ServerRow, storage::StoredDavServer>;

ServerId id_of(const AnyServer& server);

/// Errc::not_found names the id as it was typed.
Result<AnyServer> get_server(storage::Connection& connection, const ServerId& id);

/// "imap imap.example.com:993 SSL", "caldav https://dav.example.com/dav/"
std::string title(const AnyServer& server);

/// The columns, with "id" as the command line takes it and "problem" null or a sentence.
boost::json::object to_json(const AnyServer& server);

/// Why the row cannot be served, or why not every client can use it, or "".
std::string problem_of(const AnyServer& server);

/// "no TLS", "authentication NTLM", or "" for a server that every client can use.
std::string not_universal(const Server& server);

} // namespace fingerpost::cli

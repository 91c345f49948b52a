/// @file
/// The servers a domain offers its users, and the database's rows read as such. The words of the
/// rows are automx2's; what cannot be used is an error here, and a finding for the admin.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost {

enum class Service { imap, pop3, submission, managesieve };
enum class Security { tls, starttls, none }; ///< implicit TLS, STARTTLS, neither
enum class Authentication { password, encrypted_password, ntlm, gssapi, oauth2, none };

/// A mail server as clients are told of it.
struct Server {
    std::int64_t id = 0;
    std::int64_t prio = 10; ///< lower is preferred
    Service service = Service::imap;
    Security security = Security::tls;
    Authentication authentication = Authentication::password;
    std::uint16_t port = 0;
    std::string host;      ///< A-labels, lower case, no final dot; may hold %EMAILDOMAIN%
    std::string user_name; ///< with placeholders, never empty
};

enum class DavService { caldav, carddav, jmap };

/// A server that is found by URL.
struct DavServer {
    std::int64_t id = 0;
    DavService service = DavService::caldav;
    bool tls = true;
    std::uint16_t port = 0;
    std::string host;      ///< as Server::host
    std::string path;      ///< begins with '/', may hold placeholders
    std::string user_name; ///< with placeholders, may be empty

    /// "https://dav.example.com/dav/", the port only where it is not the scheme's own.
    std::string url() const;
};

/// A row of automx2's table `server`, as found.
struct ServerRow {
    std::int64_t id = 0;
    std::int64_t prio = 10;
    std::int64_t port = 0;
    std::string name = {}, type = {}, socket_type = {}, user_name = {}, authentication = {};
};

/// A row of automx2's table `davserver`, as found.
struct DavServerRow {
    std::int64_t id = 0;
    std::int64_t port = 0; ///< 0 or less: the URL's, or else its scheme's
    std::string url = {}, type = {};
    bool use_ssl = true; ///< not read: the URL's scheme says it
    std::string user_name = {};
};

/// Errc::unsupported names the column and what it may hold: "server 7: type \"INVALID\", …".
Result<Server> to_server(const ServerRow& row);
Result<DavServer> to_dav_server(const DavServerRow& row);

/// Ascending prio, then TLS before STARTTLS before none, then id.
bool preferred(const Server& a, const Server& b);

} // namespace fingerpost

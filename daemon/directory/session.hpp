/// @file
/// A bound connection to a directory, by which people are looked up. Spec: RFC 4511, RFC 4513.
#pragma once

#include "catalog/ldap_server.hpp"
#include "directory/person.hpp"
#include "directory/wire.hpp"

#include <memory>
#include <optional>
#include <string>

struct ldap; // libldap's LDAP

namespace fingerpost::directory {

/// How every directory is spoken to; what automx2's table has no columns for.
struct Protection {
    bool starttls = false; ///< demanded of every server without use_ssl
    std::string ca_file;   ///< certificates (PEM) to trust; "": the system's
    bool verify = true;    ///< the server's certificate and the name in it
};

/// Blocks until its deadline at most, but for a name server that is silent. Used by one thread at
/// a time; worth nothing any more once it has failed.
class Session {
public:
    /// Connects, protects and binds. The error names the server, and what to do.
    static Result<Session> open(const LdapServer& server, const Protection&, Time deadline);

    /// None when the directory has no entry for the address. Errors hold no address.
    Result<std::optional<Person>>
    find(const LdapServer& server, const std::string& address, Time deadline);

    Session(Session&&) = default;
    Session& operator=(Session&&) = delete; // would free the wire before the handle

    Time last_used() const { return last_used_; }

private:
    struct Unbind {
        void operator()(ldap* handle) const;
    };
    Session(std::unique_ptr<Wire> wire, std::unique_ptr<ldap, Unbind> handle)
        : wire_(std::move(wire)), handle_(std::move(handle)) {}

    void until(Time deadline);
    Result<void> protect(const LdapServer& server, const Protection& protection);
    Result<void> bind(const LdapServer& server);
    Result<std::optional<Person>> receive(const LdapServer& server, int search, Time deadline);
    bool late(int code) const;
    Error failure(
        const LdapServer& server, const std::string& step, int code, bool with_server_text
    ) const;

    std::unique_ptr<Wire> wire_; ///< outlives the handle, which reads and writes by it
    std::unique_ptr<ldap, Unbind> handle_;
    Time last_used_{};
};

} // namespace fingerpost::directory

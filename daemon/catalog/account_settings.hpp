/// @file
/// What one user's client must be told: what a domain offers, seen by one address. Every protocol
/// renders this, so that all of them tell the same.
#pragma once

#include "catalog/address.hpp"
#include "catalog/attribute.hpp"
#include "catalog/ldap_server.hpp"
#include "catalog/server.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost {

/// What a domain offers. Domains that offer the same share one.
struct Offer {
    std::uint64_t serial =
        0; ///< of this object in this process, never used twice; 0 outside a catalog
    std::int64_t provider_id = 0;
    std::string provider_name; ///< "" when the domain's provider row is missing
    std::string provider_short_name;
    std::vector<Server> servers; ///< preferred() first
    std::vector<DavServer> dav_servers;
    Attributes attributes; ///< the provider's, and before them the domain's own
    std::shared_ptr<const LdapServer> directory; ///< who knows the users, or null
};

struct AccountSettings {
    const Offer& offer;                    ///< owned by the catalog the settings were found in
    std::string domain;                    ///< the mail domain asked about
    std::optional<Address> address;        ///< none when the client did not say who asks
    std::string display_name = {};         ///< the user's own name, or ""
    std::string_view accept_language = {}; ///< of the request, for what people read
    /// The PACC document to go on with, or null; owned by the catalog.
    const std::string* held_pacc = nullptr;
    std::string login = {}; ///< what the directory says is the user's, or ""

    /// The attribute's value, expanded(); "" when there is none.
    std::string attribute(AttributeId id) const;

    /// What people read of the provider: its display_name in their language, its name, or else the
    /// domain's.
    const std::string& provider_name() const;
    const std::string& provider_short_name() const;

    /// The server's host name for this domain.
    std::string host(const Server& server) const;

    /// The server's URL as far as it is alike for all users: cut behind the last '/' before what
    /// only an address could fill in. Clients find their own folder from there (RFC 6764 §6).
    std::string common_url(const DavServer& server) const;

    /// The login at a server whose row says `user_name`: the directory's, or else that, expanded().
    /// Never "" where a directory might have known one, so that its answer cannot be told from
    /// none.
    std::string login_at(std::string_view user_name) const;

    /// A template of a row as the client must use it: expanded as far as the address is known.
    std::string expanded(std::string_view text) const;
};

/// Whether every client can use it: TLS of either kind, and a login that all of them know. Some
/// drop a whole document for one server that is not.
bool is_universal(const Server& server);

/// The servers worth telling, in the order to tell them: IMAP, POP3, then submission, each in the
/// offer's order. One for each service and kind of TLS; one that is not universal only where its
/// service has none that is.
std::vector<const Server*> told_servers(const Offer& offer);

/// Whether provider_name() depends on the language.
bool has_name_in_languages(const Offer& offer);

/// Whether told_servers() has any.
bool offers_mail(const Offer& offer);

} // namespace fingerpost

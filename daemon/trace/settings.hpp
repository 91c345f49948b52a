/// @file
/// What a mail client would be configured with. Plain values.
#pragma once

#include "catalog/address.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::trace {

/// `either`: the client tries TLS, then STARTTLS.
enum class Secured { tls, starttls, none, either };

std::string_view name(Secured secured);

struct MailServer {
    std::string kind; ///< "imap", "pop3", "smtp"
    std::string host;
    std::uint16_t port = 0;
    Secured secured = Secured::tls;
    std::string user_name;
    std::string authentication; ///< as the source spells it; "": the client finds out itself

    bool operator==(const MailServer&) const = default;
};

struct DavAccount {
    std::string kind; ///< "caldav", "carddav"
    std::string url;
    std::string user_name;

    bool operator==(const DavAccount&) const = default;
};

struct Settings {
    std::optional<MailServer> incoming;
    std::optional<MailServer> outgoing;
    std::vector<DavAccount> dav;

    bool mail() const { return incoming && outgoing; }
    bool empty() const { return !incoming && !outgoing && dav.empty(); }

    /// What is still missing, from another source.
    void complete_with(const Settings& other);
};

/// "imap.example.com port 993, TLS"
std::string summary(const MailServer& server);
std::string summary(const Settings& settings);

} // namespace fingerpost::trace

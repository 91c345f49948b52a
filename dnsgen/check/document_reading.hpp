/// @file
/// What mail clients make of a discovery document, client by client, so that two documents can be
/// compared by what they lead to.
#pragma once

#include "check/family.hpp"
#include "trace/settings.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

struct Reading {
    std::string_view client; ///< "Thunderbird"
    /// Errc::unavailable: the client is sent elsewhere; else why it refuses the document.
    Result<trace::Settings> settings;
};
using Readings = std::vector<Reading>;

using DocumentReader =
    Readings (*)(std::string_view content_type, std::string_view body, const Address& address);

Readings read_autoconfig_as_clients(
    std::string_view content_type, std::string_view body, const Address& address
);
Readings read_autodiscover_as_clients(
    std::string_view content_type, std::string_view body, const Address& address
);
/// Signed or not.
Readings
read_profile_as_devices(std::string_view content_type, std::string_view body, const Address&);
/// URLs stand among the accounts, by protocol.
Readings read_pacc_as_clients(std::string_view content_type, std::string_view body, const Address&);
Readings read_json_as_clients(std::string_view content_type, std::string_view body, const Address&);

/// Whether any client can use it.
bool is_readable(const Readings& readings);

/// "imap imap.example.net port 993, TLS, as jane@example.com (password-cleartext)"
std::string described(const Result<trace::Settings>& settings);

/// Where two documents, read by the same clients, differ. Without `users` their names do not count.
struct Difference {
    std::string clients; ///< "Evolution, KMail"; "": none
    std::string ours;    ///< what the first of them would be set up with
    std::string theirs;
};
Difference difference(const Readings& ours, const Readings& theirs, bool users);

/// The hosts that any client would be led to.
std::vector<std::string> hosts_of(const Readings& readings);

} // namespace fingerpost::check

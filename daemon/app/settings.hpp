/// @file
/// What an operator may choose: typed values, and THE TABLE of settings in settings.cpp, from
/// which the configuration file, the options of the command line and the manual page follow.
#pragma once

#include "app/setting_kind.hpp"
#include "base/log.hpp"
#include "directory/session.hpp"
#include "http/server.hpp"
#include "http/signer.hpp"
#include "zone/name_server.hpp"
#include "zone/zone.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::app {

/// How records get to the name servers.
enum class DnsTarget {
    none,
    update,  ///< RFC 2136, to the first of dns_servers
    zones,   ///< files of whole zones in dns_directory
    snippets ///< files for $INCLUDE there
};

/// Whether plans wait for somebody to look at them.
enum class DnsPublish { manual, automatic };

/// Holds no values of its own: read_configuration() fills in every member from the table.
struct Settings {
    std::vector<http::Endpoint> listen;       ///< never empty
    std::vector<http::Endpoint> admin_listen; ///< empty: no admin listener
    std::string db_uri;
    std::string history_file; ///< or "" for the one beside the database: see history_file()
    int proxy_count = 0;
    std::string public_hostname; ///< as parse_domain() gives it, or an IP address, or ""
    std::vector<std::string> public_addresses;
    std::uint32_t dns_ttl = 0; ///< seconds
    std::vector<zone::NameServer> nameservers;
    std::string hostmaster; ///< a mail address, or ""
    DnsTarget dns_target = DnsTarget::none;
    DnsPublish dns_publish = DnsPublish::manual;
    std::vector<http::Endpoint> dns_servers; ///< the primary, then its secondaries
    std::string dns_key_file;                ///< BIND's form, or ""
    std::string dns_directory;
    bool dns_check = false;
    std::string dns_reload;       ///< a program and its arguments, with blanks between them; or ""
    unsigned dns_zone_limit = 0;  ///< percent
    unsigned dns_fleet_limit = 0; ///< percent
    std::vector<http::Endpoint> dns_listen;      ///< empty: no name server takes zones from us
    std::vector<http::Endpoint> dns_secondaries; ///< who does, and is sent NOTIFY
    std::string dns_transfer_key_file;           ///< BIND's form, or ""
    std::string dns_catalog_zone;                ///< as parse_domain() gives it, or ""
    std::vector<http::Endpoint> check_resolver;  ///< empty: the system's
    bool check_trust_resolver = false;           ///< though it is not on this host
    std::vector<http::Endpoint> check_vantages;  ///< resolvers that are asked beside it
    std::vector<std::string> check_allow;        ///< networks, see check::AllowedNetworks
    std::vector<std::string> check_addresses;    ///< of our servers, as the world sees them
    std::vector<std::string> check_senders;      ///< our mail leaves from these
    std::vector<std::string> check_issuers;      ///< CAs: "ca.example"
    std::string check_ca_file;                   ///< PEM, or "" for the system's
    unsigned check_authority_port = 53;
    unsigned check_period = 0; ///< hours in which all domains are looked at once; 0: never
    unsigned check_rate = 0;   ///< questions a second to name servers
    bool check_live = false;   ///< pages are fetched and servers visited, too
    log::Level loglevel = log::Level::warning;
    log::Format log_format = log::Format::text;
    http::SignerFiles profile; ///< certificate and key are both given, or both ""
    directory::Protection ldap;
    unsigned workers = 0; ///< 0: one for each core
    int rate_limit = 0;   ///< requests per second of one client prefix; 0: unlimited
    std::size_t connections = 0;
    std::chrono::seconds request_timeout{};
    std::chrono::seconds idle_timeout{};
};

/// One row of the table.
struct Setting {
    enum Trait : unsigned {
        automx2 = 1, ///< automx2 has it too
        restart = 2, ///< SIGHUP does not apply a change
        secret = 4,  ///< is shown only through storage::without_password()
    };

    std::string_view key;
    Kind kind;
    std::string_view fallback; ///< the default, as it would be written in the file
    std::string_view help;     ///< one sentence
    std::string_view example;
    unsigned traits = 0; ///< of Trait

    bool is(Trait trait) const { return (traits & trait) != 0; }
    std::string option() const; ///< "--proxy-count"
};

const std::vector<Setting>& settings_table();

/// Where the history is; "" for nowhere, as the database is in memory.
std::string history_file(const Settings& settings);

zone::HostSettings host_settings(const Settings& settings);

/// Null when there is none.
const Setting* find_setting(std::string_view key);

} // namespace fingerpost::app

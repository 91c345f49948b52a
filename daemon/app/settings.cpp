#include "app/settings.hpp"

#include "base/text.hpp"
#include "storage/database_url.hpp"

#include <algorithm>
#include <filesystem>

namespace fingerpost::app {

namespace {

using log::Format;
using log::Level;

std::string& certificate(Settings& settings) {
    return settings.profile.certificate;
}

std::string& key(Settings& settings) {
    return settings.profile.key;
}

std::string& chain(Settings& settings) {
    return settings.profile.chain;
}

bool& ldap_starttls(Settings& settings) {
    return settings.ldap.starttls;
}

std::string& ldap_ca_file(Settings& settings) {
    return settings.ldap.ca_file;
}

bool& ldap_verify(Settings& settings) {
    return settings.ldap.verify;
}

std::string& dns_key_file(Settings& settings) {
    return settings.dns_key_file;
}

std::string& dns_directory(Settings& settings) {
    return settings.dns_directory;
}

std::string& dns_reload(Settings& settings) {
    return settings.dns_reload;
}

std::string& dns_transfer_key_file(Settings& settings) {
    return settings.dns_transfer_key_file;
}

std::string& check_ca_file(Settings& settings) {
    return settings.check_ca_file;
}

bool& check_trust_resolver(Settings& settings) {
    return settings.check_trust_resolver;
}

bool& check_live(Settings& settings) {
    return settings.check_live;
}

bool& dns_check(Settings& settings) {
    return settings.dns_check;
}

std::string& history(Settings& settings) {
    return settings.history_file;
}

Kind dns_targets() {
    return choice<DnsTarget>(
        &Settings::dns_target,
        {{"none", DnsTarget::none},
         {"update", DnsTarget::update},
         {"zones", DnsTarget::zones},
         {"snippets", DnsTarget::snippets}}
    );
}

Kind dns_publishing() {
    return choice<DnsPublish>(
        &Settings::dns_publish, {{"manual", DnsPublish::manual}, {"auto", DnsPublish::automatic}}
    );
}

/// Those of Python's logging, which automx2 takes.
Kind log_levels() {
    return choice<Level>(
        &Settings::loglevel,
        {{"DEBUG", Level::debug},
         {"INFO", Level::info},
         {"WARNING", Level::warning},
         {"WARN", Level::warning},
         {"ERROR", Level::error},
         {"CRITICAL", Level::critical},
         {"FATAL", Level::critical},
         {"NOTSET", Level::debug}}
    );
}

Kind log_formats() {
    return choice<Format>(&Settings::log_format, {{"text", Format::text}, {"json", Format::json}});
}

constexpr unsigned automx2 = Setting::automx2;
constexpr unsigned restart = Setting::restart;
constexpr unsigned secret = Setting::secret;

// clang-format off
const std::vector<Setting> table{
    {"listen", endpoints(&Settings::listen, 1), "127.0.0.1:4243",
     "Where mail clients, or the web server in front of us, are answered.",
     "127.0.0.1:4243, [::1]:4243", restart},
    {"admin_listen", endpoints(&Settings::admin_listen, 0), "127.0.0.1:4244",
     "Where the administration interface and the metrics are offered; empty for nowhere.",
     "127.0.0.1:4244", restart},
    {"db_uri", database_uri(&Settings::db_uri), "sqlite:////var/lib/fingerpost/fingerpost.db",
     "The database that holds providers, servers and domains. Four slashes begin an absolute path; "
     "after three, the path is relative to the current directory.",
     "sqlite:////var/lib/automx2/db.sqlite", automx2 | restart | secret},
    {"db_echo", ignored_boolean(), "no",
     "Accepted for automx2's sake, and without effect, as it is there.", "no", automx2},
    {"history_file", file_path(history), "",
     "The file that remembers measured values for ten years, of constant size; empty for history.db "
     "beside the database.", "/var/lib/fingerpost/history.db", restart},
    {"proxy_count", whole_number(&Settings::proxy_count, 0, 10), "0",
     "How many reverse proxies in front of us may say, in X-Forwarded-* headers, who the client "
     "is.", "1", automx2 | restart},
    {"public_hostname", host(&Settings::public_hostname), "",
     "The name or address under which mail clients reach this service; DNS records point to it.",
     "autoconfig.example.com"},
    {"public_addresses", ip_addresses(&Settings::public_addresses), "",
     "The IP addresses of public_hostname, for address records.", "192.0.2.10, 2001:db8::10"},
    {"dns_ttl", whole_number(&Settings::dns_ttl, 60, 604800), "3600",
     "How many seconds DNS records that we generate may be cached.", "3600"},
    {"nameservers", name_servers(&Settings::nameservers), "",
     "The name servers of generated zones, with an address where it lies inside the zone.",
     "ns1.example.com=192.0.2.53, ns2.example.net"},
    {"hostmaster", mail_address(&Settings::hostmaster), "",
     "Who answers for generated zones.", "hostmaster@example.com"},
    {"dns_target", dns_targets(), "none",
     "How records get to the name servers: by updates (RFC 2136) to the first of dns_servers, as "
     "files of whole zones or as snippets in dns_directory; or not at all.", "update"},
    {"dns_publish", dns_publishing(), "manual",
     "Whether changes of the catalog are published by themselves within a minute, within the "
     "limits; else a plan waits for: fingerpost dns apply.", "auto"},
    {"dns_servers", dns_servers(&Settings::dns_servers), "",
     "The name servers of our domains: the primary first, then secondaries that are waited for.",
     "192.0.2.53, 198.51.100.53:5353"},
    {"dns_key_file", file_path(dns_key_file), "",
     "The TSIG key for updates, in a file as tsig-keygen writes it.",
     "/etc/fingerpost/dns-update.key"},
    {"dns_directory", file_path(dns_directory), "",
     "Where files of zones and snippets are written.", "/var/lib/bind/discovery"},
    {"dns_check", boolean(dns_check), "no",
     "Whether named-checkzone and named-checkconf must accept files before they are used.", "yes"},
    {"dns_reload", command(dns_reload), "",
     "The program, with its arguments and without a shell, that makes the name server read "
     "changed files; it begins with an absolute path.", "/usr/sbin/rndc reload"},
    {"dns_zone_limit", whole_number(&Settings::dns_zone_limit, 0, 100), "30",
     "How many percent of a domain's records may change or go in one plan that is applied without "
     "--force.", "30"},
    {"dns_fleet_limit", whole_number(&Settings::dns_fleet_limit, 0, 100), "5",
     "How many percent of the domains may lose records in one plan that is applied without "
     "--force.", "5"},
    {"dns_listen", endpoints(&Settings::dns_listen, 0), "",
     "Where name servers of others take every domain as a whole zone from us (AXFR), by UDP and "
     "TCP; empty for nowhere.", "192.0.2.10:53", restart},
    {"dns_secondaries", dns_servers(&Settings::dns_secondaries), "",
     "The name servers that are told of changed zones (NOTIFY); without dns_transfer_key_file also "
     "the only ones that get any.", "192.0.2.53, 198.51.100.53:5353"},
    {"dns_transfer_key_file", file_path(dns_transfer_key_file), "",
     "The TSIG keys of those who may take zones, in a file as tsig-keygen writes it; the first "
     "signs NOTIFY.", "/etc/fingerpost/dns-transfer.key"},
    {"dns_catalog_zone", zone_name(&Settings::dns_catalog_zone), "",
     "The name of the zone that lists all others (RFC 9432), so that name servers take up and drop "
     "them by themselves.", "catalog.invalid"},
    {"check_resolver", dns_servers(&Settings::check_resolver), "",
     "The resolvers that checks ask; empty for those of the system.", "127.0.0.1, [::1]:5353"},
    {"check_trust_resolver", boolean(check_trust_resolver), "no",
     "Whether check_resolver is believed when it says that DNSSEC is in order; on this host it "
     "always is.", "yes"},
    {"check_vantages", dns_servers(&Settings::check_vantages), "",
     "Other resolvers whose answers are compared, such as one inside and one outside; nobody is "
     "asked who is not listed here.", "192.0.2.53, 198.51.100.53"},
    {"check_allow", networks(&Settings::check_allow), "",
     "Networks that checks may visit although the Internet does not reach them.",
     "10.1.0.0/16, 127.0.0.1"},
    {"check_addresses", ip_addresses(&Settings::check_addresses), "",
     "Addresses under which the world sees our servers, besides public_addresses: those of the "
     "router in front of them.", "203.0.113.7"},
    {"check_senders", ip_addresses(&Settings::check_senders), "",
     "The addresses that our mail leaves from; SPF must let them pass.", "203.0.113.25"},
    {"check_issuers", domains(&Settings::check_issuers), "",
     "The certification authorities that our certificates come from; CAA must let them pass.",
     "ca.example"},
    {"check_ca_file", file_path(check_ca_file), "",
     "The certificates (PEM) of those who vouch for the servers that checks visit; empty for the "
     "system's.", "/etc/fingerpost/ca.crt"},
    {"check_authority_port", whole_number(&Settings::check_authority_port, 1, 65535), "53",
     "The port on which the name servers of zones are asked.", "53"},
    {"check_period", whole_number(&Settings::check_period, 0, 8760), "0",
     "In how many hours the daemon checks every domain once; 0 for not at all.", "24"},
    {"check_rate", whole_number(&Settings::check_rate, 1, 100000), "230",
     "How many questions a second the daemon's checks send to all name servers together.", "230"},
    {"check_live", boolean(check_live), "no",
     "Whether the daemon's checks also fetch pages and visit servers, as `fingerpost check` does.",
     "yes"},
    {"loglevel", log_levels(), "WARNING",
     "The least important events that are logged; letter case does not matter.", "INFO",
     automx2},
    {"log_format", log_formats(), "text",
     "Whether log lines are written for people or for programs.", "json"},
    {"profile_certificate", file_path(certificate), "",
     "The certificate (PEM) that Apple configuration profiles are signed with; without one they "
     "are not signed.", "/etc/fingerpost/profile.crt"},
    {"profile_key", file_path(key), "",
     "The private key (PEM) of profile_certificate.", "/etc/fingerpost/profile.key"},
    {"profile_chain", file_path(chain), "",
     "The intermediate certificates (PEM) of profile_certificate.", "/etc/fingerpost/chain.crt"},
    {"ldap_starttls", boolean(ldap_starttls), "no",
     "Whether LDAP servers without use_ssl must speak TLS by StartTLS before anything else is "
     "said.", "yes"},
    {"ldap_ca_file", file_path(ldap_ca_file), "",
     "The certificates (PEM) of those who vouch for LDAP servers; empty for the system's.",
     "/etc/fingerpost/ldap-ca.crt"},
    {"ldap_verify", boolean(ldap_verify), "yes",
     "Whether an LDAP server must prove by its certificate who it is; without that, anybody in "
     "between learns the bind password.", "yes"},
    {"workers", whole_number(&Settings::workers, 0, 256), "0",
     "How many threads answer requests; 0 for one on each core.", "2", restart},
    {"rate_limit", whole_number(&Settings::rate_limit, 0, 1000000), "50",
     "How many requests a second one client (an IPv4 address, an IPv6 /64) may send; 0 for any "
     "number.", "50", restart},
    {"connections", whole_number(&Settings::connections, 1, 1000000), "10000",
     "How many connections one listener holds at a time; more are closed at once.", "10000",
     restart},
    {"request_timeout", whole_number(&Settings::request_timeout, 1, 3600), "10",
     "How many seconds a client may take to send one request.", "10", restart},
    {"idle_timeout", whole_number(&Settings::idle_timeout, 1, 3600), "60",
     "How many seconds a connection is kept open between two requests.", "60", restart},
};
// clang-format on

} // namespace

std::string Setting::option() const {
    std::string name = "--" + std::string(key);
    std::replace(name.begin(), name.end(), '_', '-');
    return name;
}

std::string history_file(const Settings& settings) {
    if (!settings.history_file.empty()) return settings.history_file;
    const auto url = storage::DatabaseUrl::parse(settings.db_uri);
    if (!url || url->file.empty()) return "";
    return std::filesystem::path(url->file).replace_filename("history.db").string();
}

zone::HostSettings host_settings(const Settings& settings) {
    return {settings.public_hostname, settings.public_addresses, settings.dns_ttl};
}

const std::vector<Setting>& settings_table() {
    return table;
}

const Setting* find_setting(std::string_view wanted) {
    const auto is_wanted = [wanted](const Setting& setting) { return setting.key == wanted; };
    const auto found = std::find_if(table.begin(), table.end(), is_wanted);
    return found == table.end() ? nullptr : &*found;
}

} // namespace fingerpost::app

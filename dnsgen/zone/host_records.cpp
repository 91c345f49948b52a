#include "zone/host_records.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "catalog/mail_flow.hpp"
#include "catalog/placeholder.hpp"
#include "protocol/mta_sts.hpp"
#include "protocol/pacc.hpp"
#include "zone/presentation.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <array>

namespace fingerpost::zone {

namespace {

constexpr std::uint32_t ttl_max = 0x7fffffff; // RFC 2181 §8

struct Name {
    std::string_view label;
    Reason reason;
    bool (*wanted)(const Subject& subject); ///< null: always
};

bool has_policy(const Subject& subject) {
    return protocol::mta_sts_policy(subject.offer, std::string(subject.domain)).has_value();
}

bool has_pacc(const Subject& subject) {
    return protocol::offers_pacc(subject.offer, std::string(subject.domain));
}

constexpr std::array names{
    Name{
        "autoconfig",
        {Grade::required,
         "clients ask this host for the mail settings",
         "Thunderbird, K-9 Mail, Geary, KMail",
         "draft-ietf-mailmaint-autoconfig"},
        nullptr},
    Name{
        "autodiscover",
        {Grade::recommended,
         "Microsoft clients ask this host for the mail settings",
         "Outlook",
         "[MS-OXDSCLI]"},
        nullptr},
    Name{
        "mta-sts",
        {Grade::recommended,
         "mail servers that send to this domain fetch its TLS policy from this host",
         "",
         "RFC 8461 §3.3"},
        has_policy},
    Name{
        "ua-auto-config",
        {Grade::optional,
         "clients ask this host for the settings",
         "clients of PACC",
         "draft-ietf-mailmaint-pacc"},
        has_pacc},
};

constexpr Reason own_reason{
    Grade::required,
    "the discovery host lies inside this domain: everything else leads to its address",
    "",
    "RFC 1035 §3.4.1"};

/// One spelling of an address, "" when it is none.
std::string spelled(const std::string& address) {
    std::array<unsigned char, 16> bytes{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    for (const int family : {AF_INET, AF_INET6})
        if (inet_pton(family, address.c_str(), bytes.data()) == 1)
            return inet_ntop(family, bytes.data(), text.data(), text.size());
    return {};
}

void add_addresses(
    const Subject& subject, const std::string& owner, const Reason& reason, Records& records
) {
    for (const auto& address : subject.host.addresses) {
        const auto* type = address.find(':') == address.npos ? "A" : "AAAA";
        records.push_back(make_record(owner, type, address, subject.host.ttl, reason));
    }
}

bool is_target(const Subject& subject, std::string_view name) {
    const auto has_name = [&](const auto& server) {
        return ascii_iequals(expand_domain(server.host, subject.domain), name);
    };
    const auto& offer = subject.offer;
    const auto exchangers = mail_exchangers(offer, subject.domain);
    if (std::find(exchangers.begin(), exchangers.end(), name) != exchangers.end()) return true;
    return std::any_of(offer.servers.begin(), offer.servers.end(), has_name) ||
           std::any_of(offer.dav_servers.begin(), offer.dav_servers.end(), has_name);
}

bool is_wanted(const Name& name, const Subject& subject) {
    return !name.wanted || name.wanted(subject);
}

} // namespace

HostSettings normalised(const HostSettings& host) {
    HostSettings clean;
    clean.ttl = std::min(host.ttl, ttl_max);
    const auto add = [&clean](std::string address) {
        auto& known = clean.addresses;
        if (!address.empty() && std::find(known.begin(), known.end(), address) == known.end())
            known.push_back(std::move(address));
    };
    add(spelled(host.public_hostname));
    for (const auto& address : host.addresses)
        add(spelled(address));
    if (auto name = parse_domain(host.public_hostname)) clean.public_hostname = std::move(*name);
    return clean;
}

HostSettings normalised(const Subject& subject) {
    auto host = normalised(subject.host);
    host.ttl = ttl_of(subject.offer, host.ttl);
    return host;
}

bool is_known(const HostSettings& host) {
    return !host.public_hostname.empty() || !host.addresses.empty();
}

bool is_alias(const Subject& subject, std::string_view name) {
    const auto& [public_hostname, addresses, ttl] = subject.host;
    if (public_hostname.empty() || name == public_hostname || !is_within(name, subject.domain))
        return false;
    const auto is_ours = [&](const Name& row) {
        return name.size() == row.label.size() + 1 + subject.domain.size() &&
               name.starts_with(row.label) && name[row.label.size()] == '.' &&
               is_wanted(row, subject);
    };
    if (std::none_of(names.begin(), names.end(), is_ours)) return false;
    // a mail server of this name needs it as an SRV target: addresses rather than an alias
    return addresses.empty() || !is_target(subject, name);
}

bool can_be_target(const Subject& subject, std::string_view host) {
    return is_host_name(host) && !is_ip_address(host) && !is_alias(subject, host);
}

void add_host_records(const Subject& subject, Records& records) {
    const auto& host = subject.host;
    if (!host.public_hostname.empty() && is_within(host.public_hostname, subject.domain))
        add_addresses(subject, absolute(host.public_hostname), own_reason, records);
    for (const auto& name : names) {
        if (!is_wanted(name, subject)) continue;
        const auto owner = below(name.label, subject.domain);
        const auto bare = std::string_view(owner).substr(0, owner.size() - 1);
        if (bare == host.public_hostname) continue; // has its addresses already
        if (is_alias(subject, bare)) {
            auto target = absolute(host.public_hostname);
            records.push_back(make_record(owner, "CNAME", std::move(target), host.ttl, name.reason)
            );
        } else {
            add_addresses(subject, owner, name.reason, records);
        }
    }
}

} // namespace fingerpost::zone

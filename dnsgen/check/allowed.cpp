#include "check/allowed.hpp"

#include "base/text.hpp"
#include "catalog/mail_flow.hpp"
#include "http/url.hpp"
#include "zone/presentation.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>
#include <array>

namespace fingerpost::check {

namespace {

namespace ip = boost::asio::ip;

/// The octets of an address, 4 or 16; those of IPv4 where IPv6 only wraps it. "": none.
std::string octets_of(std::string_view text) {
    boost::system::error_code bad;
    const auto address = ip::make_address(std::string(text), bad);
    if (bad) return {};
    const auto string = [](const auto& bytes) { return std::string(bytes.begin(), bytes.end()); };
    if (address.is_v4()) return string(address.to_v4().to_bytes());
    const auto v6 = address.to_v6();
    if (v6.is_v4_mapped()) return string(ip::make_address_v4(ip::v4_mapped, v6).to_bytes());
    return string(v6.to_bytes());
}

bool starts_alike(std::string_view a, std::string_view b, unsigned bits) {
    if (a.size() != b.size()) return false;
    const auto whole = bits / 8;
    if (a.substr(0, whole) != b.substr(0, whole)) return false;
    if (bits % 8 == 0) return true;
    const auto mask = static_cast<unsigned char>(0xFF00U >> bits % 8);
    return ((static_cast<unsigned char>(a[whole]) ^ static_cast<unsigned char>(b[whole])) & mask) ==
           0;
}

struct Reserved {
    std::string_view network;
    unsigned bits;
};
// clang-format off
constexpr std::array reserved{
    Reserved{"0.0.0.0", 8},      // this network
    Reserved{"10.0.0.0", 8},     // RFC 1918, as 172.16/12 and 192.168/16
    Reserved{"100.64.0.0", 10},  // RFC 6598
    Reserved{"127.0.0.0", 8},
    Reserved{"169.254.0.0", 16}, // link-local, and the metadata services of clouds
    Reserved{"172.16.0.0", 12},
    Reserved{"192.0.0.0", 24},
    Reserved{"192.168.0.0", 16},
    Reserved{"198.18.0.0", 15},  // benchmarks
    Reserved{"224.0.0.0", 3},    // multicast, reserved, broadcast
    Reserved{"::", 96},          // unspecified, loopback, the old IPv4-compatible form
    Reserved{"64:ff9b::", 96},   // translates to any IPv4 address
    Reserved{"100::", 64},       // discard
    Reserved{"2002::", 16},      // 6to4: any IPv4 address within
    Reserved{"fc00::", 7},       // unique local
    Reserved{"fe80::", 10},
    Reserved{"fec0::", 10},
    Reserved{"ff00::", 8},
};
// clang-format on

} // namespace

bool is_public_address(std::string_view address) {
    const auto octets = octets_of(address);
    const auto inside = [&](const Reserved& row) {
        return starts_alike(octets, octets_of(row.network), row.bits);
    };
    return !octets.empty() && std::none_of(reserved.begin(), reserved.end(), inside);
}

Result<AllowedNetworks> AllowedNetworks::parse(const std::vector<std::string>& words) {
    AllowedNetworks allowed;
    for (const auto& word : words) {
        const auto slash = word.find('/');
        const auto octets = octets_of(word.substr(0, slash));
        const auto most = static_cast<std::int64_t>(octets.size() * 8);
        const auto bits = slash == word.npos
                              ? std::optional(most)
                              : to_integer(std::string_view(word).substr(slash + 1), 0, most);
        if (octets.empty() || !bits)
            return Error{
                Errc::bad_request,
                "\"" + word + "\" is no network: an IP address, or one with a length as in " +
                    "10.1.0.0/16 or 2001:db8::/32"};
        allowed.networks_.push_back({octets, static_cast<unsigned>(*bits)});
    }
    return allowed;
}

bool AllowedNetworks::allow(std::string_view address) const {
    const auto octets = octets_of(address);
    const auto inside = [&](const Network& network) {
        return starts_alike(octets, network.octets, network.bits);
    };
    return is_public_address(address) ||
           (!octets.empty() && std::any_of(networks_.begin(), networks_.end(), inside));
}

VisitableHosts::VisitableHosts(const Subject& subject) : domain_(subject.domain) {
    const AccountSettings settings{subject.offer, subject.domain, {}};
    named_.insert(subject.host.public_hostname);
    for (const auto& server : subject.offer.servers)
        named_.insert(settings.host(server));
    for (const auto& exchanger : mail_exchangers(subject.offer, subject.domain))
        named_.insert(exchanger);
    std::vector<std::string> urls;
    for (const auto& server : subject.offer.dav_servers)
        urls.push_back(settings.common_url(server));
    for (const auto& attribute : subject.offer.attributes.all())
        urls.push_back(settings.attribute(attribute.id));
    for (const auto& url : urls)
        if (const auto parsed = http::parse_url(url)) named_.insert(parsed->host);
    named_.insert(settings.attribute(AttributeId::autodiscover_host));
    if (const auto sieve = parse_host_port(settings.attribute(AttributeId::managesieve), 0))
        named_.insert(sieve->host);
    named_.erase("");
}

bool VisitableHosts::allow(std::string_view host) const {
    return zone::is_within(host, domain_) || named_.contains(host);
}

} // namespace fingerpost::check

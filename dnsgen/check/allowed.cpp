#include "check/allowed.hpp"

#include "base/text.hpp"
#include "catalog/mail_flow.hpp"
#include "check/ip_address.hpp"
#include "check/special_address.hpp"
#include "http/url.hpp"
#include "zone/presentation.hpp"

#include <algorithm>

namespace fingerpost::check {

bool is_public_address(std::string_view address) {
    return address_octets(address) && special_kind(address).empty();
}

Result<AllowedNetworks> AllowedNetworks::parse(const std::vector<std::string>& words) {
    AllowedNetworks allowed;
    for (const auto& word : words) {
        const auto slash = word.find('/');
        const auto octets = address_octets(word.substr(0, slash));
        const auto most = octets ? static_cast<std::int64_t>(octets->size() * 8) : 0;
        const auto bits = slash == word.npos
                              ? std::optional(most)
                              : to_integer(std::string_view(word).substr(slash + 1), 0, most);
        if (!octets || !bits)
            return Error{
                Errc::bad_request,
                "\"" + word + "\" is no network: an IP address, or one with a length as in " +
                    "10.1.0.0/16 or 2001:db8::/32"};
        allowed.networks_.push_back({*octets, static_cast<int>(*bits)});
    }
    return allowed;
}

bool AllowedNetworks::allow(std::string_view address) const {
    const auto octets = address_octets(address);
    const auto inside = [&](const Network& network) {
        return same_network(*octets, network.octets, network.bits);
    };
    return is_public_address(address) ||
           (octets && std::any_of(networks_.begin(), networks_.end(), inside));
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

#include "check/ours.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"
#include "catalog/mail_flow.hpp"
#include "catalog/placeholder.hpp"
#include "zone/host_records.hpp"

#include <algorithm>
#include <optional>

namespace fingerpost::check {

Ours::Ours(const Subject& subject, Evidence& evidence) : evidence_(evidence) {
    add_names(subject);
    add_addresses(subject);
}

void Ours::add_names(const Subject& subject) {
    const auto add = [&](std::string_view host) {
        if (auto name = parse_domain(expand_domain(host, subject.domain)))
            names_.insert(std::move(*name));
    };
    for (const auto& server : subject.offer.servers)
        add(server.host);
    for (const auto& server : subject.offer.dav_servers)
        add(server.host);
    for (const auto& exchanger : mail_exchangers(subject.offer, subject.domain))
        add(exchanger);
    add(subject.host.public_hostname);
}

void Ours::add_addresses(const Subject& subject) {
    for (const auto& name : names_) {
        for (auto& address : evidence_.addresses(name))
            addresses_.insert(std::move(address));
        known_ &= evidence_.addresses_known(name);
    }
    zone::HostSettings told;
    told.addresses = subject.circumstances.own_addresses;
    for (const auto& host : {zone::normalised(subject.host), zone::normalised(told)})
        addresses_.insert(host.addresses.begin(), host.addresses.end());
    // names that our records give addresses to are ours, once those are there
    for (const auto& record : subject.desired)
        if (record.type == "A" || record.type == "AAAA")
            names_.insert(record.owner.substr(0, record.owner.size() - 1));
}

std::vector<std::string> Ours::strange_addresses(std::string_view host) const {
    auto found = evidence_.addresses(host);
    std::erase_if(found, [&](const std::string& address) { return has_address(address); });
    return found;
}

Whose Ours::by_address(std::string_view host) const {
    const auto all = evidence_.addresses(host).size();
    const bool known = evidence_.addresses_known(host);
    const auto strange = strange_addresses(host).size();
    if (all == 0) return known ? Whose::nobody : Whose::unknown;
    if (strange == 0) return Whose::ours;
    if (!known_ || !known || addresses_.empty()) return Whose::unknown;
    return strange < all ? Whose::partly : Whose::foreign;
}

Whose Ours::whose(std::string_view host) const {
    return has_name(host) ? Whose::ours : by_address(host);
}

std::optional<bool> same_host(Evidence& evidence, std::string_view a, std::string_view b) {
    if (a == b) return true;
    const auto left = evidence.addresses(a);
    const auto right = evidence.addresses(b);
    for (const auto& address : left)
        if (std::find(right.begin(), right.end(), address) != right.end()) return true;
    if (evidence.addresses_known(a) && evidence.addresses_known(b)) return false;
    return std::nullopt;
}

} // namespace fingerpost::check

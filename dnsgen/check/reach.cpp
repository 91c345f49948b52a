#include "check/reach.hpp"

#include "catalog/domain.hpp"
#include "check/special_address.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace fingerpost::check {

namespace {

using resolve::Type;

constexpr const auto& split = row(names_checks, "split-horizon");
constexpr const auto& private_address = row(names_checks, "private-address");
constexpr const auto& idn_form = row(names_checks, "idn-form");

constexpr std::array discovery_labels{"autoconfig", "autodiscover", "ua-auto-config", "mta-sts"};
constexpr std::size_t hosts_max = 20; ///< a catalog may name many

/// The hosts that clients anywhere are told.
std::set<std::string> told_hosts(const NamesScene& scene) {
    std::set<std::string> hosts;
    for (const auto* label : discovery_labels)
        if (const auto name = name_below(label, scene.subject);
            !desired_at(scene.subject, name).empty())
            hosts.insert(name);
    for (const auto& name : scene.ours.names())
        if (hosts.size() < hosts_max) hosts.insert(name);
    return hosts;
}

struct View {
    bool known = true;
    std::set<std::string> addresses;
};

View view_of(NamesScene& scene, const std::string& host, const resolve::Vantage& vantage) {
    View view;
    for (const auto type : {Type::a, Type::aaaa}) {
        const auto& answer = scene.evidence.dns(resolve::Query{host, type, vantage});
        view.known &= !is_unknown(answer);
        for (auto& address : resolve::all<std::string>(answer))
            view.addresses.insert(std::move(address));
    }
    return view;
}

std::vector<std::string> private_ones(const std::set<std::string>& addresses) {
    std::vector<std::string> found;
    for (const auto& address : addresses)
        if (const auto kind = special_kind(address); !kind.empty())
            found.push_back(address + ", which is " + std::string(kind));
    return found;
}

std::string shown(const std::set<std::string>& addresses) {
    return addresses.empty() ? "no address"
                             : listed(std::vector(addresses.begin(), addresses.end()));
}

/// Whether another resolver is given addresses the world can use: then ours sees the inside.
bool is_public_elsewhere(NamesScene& scene, const std::string& host) {
    const auto& others = scene.subject.circumstances.others;
    return std::any_of(others.begin(), others.end(), [&](const resolve::Vantage& vantage) {
        const auto view = view_of(scene, host, vantage);
        return !view.addresses.empty() && private_ones(view.addresses).empty();
    });
}

/// What the operator has told us of as ours may be private: the network may be, too.
std::vector<std::string> surprises(const NamesScene& scene, const std::string& host) {
    std::set<std::string> addresses;
    const auto& told = scene.subject.host.addresses;
    const auto& own = scene.subject.circumstances.own_addresses;
    for (const auto& address : scene.evidence.addresses(host))
        if (std::find(told.begin(), told.end(), address) == told.end() &&
            std::find(own.begin(), own.end(), address) == own.end())
            addresses.insert(address);
    return private_ones(addresses);
}

void judge_private(NamesScene& scene, const std::string& host) {
    const auto found = surprises(scene, host);
    if (found.empty() && !scene.evidence.addresses_known(host))
        return scene.findings.unknown(private_address, host, "its addresses are not known");
    if (found.empty() || is_public_elsewhere(scene, host)) // split-horizon judges the latter
        return scene.findings.ok(private_address, host);
    auto& finding = scene.findings.add(private_address, Verdict::wrong, host);
    finding.expected = "a public address";
    finding.found = listed(found);
}

void judge_view(NamesScene& scene, const std::string& host, const resolve::Vantage& vantage) {
    const auto here = view_of(scene, host, {});
    const auto there = view_of(scene, host, vantage);
    if (!here.known || !there.known) {
        const auto who = here.known ? vantage.server : std::string("the configured resolver");
        return scene.findings.unknown(split, host, who + " does not answer");
    }
    const bool differs = here.addresses != there.addresses;
    const bool hidden = here.addresses.empty() != there.addresses.empty();
    const bool inside =
        !private_ones(here.addresses).empty() || !private_ones(there.addresses).empty();
    // public addresses may differ by place: that is how some share their load
    if (!differs || (!inside && !hidden)) return scene.findings.ok(split, host);
    auto& finding = scene.findings.add(split, Verdict::conflict, host);
    finding.expected = "addresses that clients on both sides can use";
    finding.found = shown(here.addresses) + "; by " + vantage.server + ' ' + shown(there.addresses);
}

/// "b\195\188cher" as octets.
std::string octets_of(const std::string& name) {
    std::string octets;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const bool escaped =
            name[i] == '\\' && i + 3 < name.size() && name[i + 1] <= '2' && name[i + 1] >= '0';
        if (!escaped) {
            octets += name[i];
            continue;
        }
        octets += static_cast<char>(
            (name[i + 1] - '0') * 100 + (name[i + 2] - '0') * 10 + name[i + 3] - '0'
        );
        i += 3;
    }
    return octets;
}

bool has_a_label(const std::string& name) {
    return name.starts_with("xn--") || name.find(".xn--") != name.npos;
}

/// What is wrong with the form of a name; "" when nothing is.
std::string fault_of(const std::string& name) {
    const auto octets = octets_of(name);
    const auto is_high = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    if (std::any_of(octets.begin(), octets.end(), is_high))
        return "it holds octets that are not ASCII";
    if (!has_a_label(name)) return "";
    const auto shown = unicode_domain(name);
    const auto again = parse_domain(shown);
    const bool round = shown != name && again && *again == name;
    return round ? "" : "IDNA2008 gives no such A-label";
}

void judge_form(NamesScene& scene, const std::string& name) {
    const auto fault = fault_of(name);
    if (fault.empty()) return scene.findings.ok(idn_form, name);
    auto& finding = scene.findings.add(idn_form, Verdict::wrong, name);
    const auto right = parse_domain(octets_of(name));
    if (right && *right != name) finding.expected = *right;
    finding.found = name;
    finding.detail = fault;
}

/// What MX and SRV records name.
std::set<std::string> named_hosts(NamesScene& scene) {
    std::set<std::string> hosts{scene.subject.domain};
    for (const auto& mx :
         resolve::all<resolve::Mx>(scene.evidence.dns(scene.subject.domain, Type::mx)))
        hosts.insert(mx.host);
    for (const auto& record : scene.subject.desired) {
        if (record.type != "SRV") continue;
        for (const auto& srv :
             resolve::all<resolve::Srv>(scene.evidence.dns(record.owner, Type::srv)))
            hosts.insert(srv.target);
    }
    return hosts;
}

} // namespace

void judge_reach(NamesScene& scene) {
    for (const auto& host : told_hosts(scene)) {
        judge_private(scene, host);
        for (const auto& vantage : scene.subject.circumstances.others)
            judge_view(scene, host, vantage);
    }
    for (const auto& name : named_hosts(scene))
        judge_form(scene, name);
    const auto& exchangers = scene.evidence.dns(scene.subject.domain, Type::mx);
    if (is_unknown(exchangers))
        scene.findings.unknown(idn_form, scene.subject.domain + " MX", exchangers.what);
}

} // namespace fingerpost::check

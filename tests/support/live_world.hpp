/// @file
/// A world in which all that the catalog tells of a domain is there and answers as told.
#pragma once

#include "check/document_place.hpp"
#include "check/rendered.hpp"
#include "check/told_server.hpp"
#include "evidence.hpp"
#include "sample.hpp"

namespace fingerpost::test {

constexpr std::int64_t live_now = 1'800'000'000;
constexpr std::int64_t live_day = 86400;

/// A domain whose mail is at example.net, discovered by way of conf.example.net.
class LiveDomain {
public:
    explicit LiveDomain(Offer told) : offer(std::move(told)) {
        circumstances.now = live_now;
        host.public_hostname = "conf.example.net";
        desired = zone::desired({domain, offer, host, nullptr});
    }

    check::Subject subject() const {
        return {domain, offer, host, desired, circumstances, nullptr, memory};
    }

    std::string domain = "example.com";
    Offer offer;
    zone::HostSettings host;
    zone::Records desired;
    check::Circumstances circumstances;
    std::map<std::string, std::string> memory;
};

/// A server that speaks as it ought to, with a good certificate.
inline probe::Visit good_visit(const std::string& host, std::int64_t ends_in = 60 * live_day) {
    probe::Visit visit;
    visit.mechanisms = {"PLAIN", "LOGIN"};
    probe::Certificate leaf;
    leaf.names = {host};
    leaf.not_before = live_now - 30 * live_day;
    leaf.not_after = live_now + ends_in;
    visit.trust = probe::Trust{true, true, "", leaf.not_after};
    visit.chain = {std::move(leaf)};
    return visit;
}

inline probe::Visit trouble(probe::Trouble kind, std::string what) {
    probe::Visit visit;
    visit.trouble = kind;
    visit.what = std::move(what);
    return visit;
}

inline void add_address(World& world, const std::string& host) {
    world.add(host + ". 3600 A 192.0.2.1");
}

/// Every server that clients are told.
inline void add_servers(World& world, const check::Subject& subject) {
    std::set<std::string> hosts;
    for (const auto& told : check::told_endpoints(subject)) {
        const auto& [dialogue, protection, name, address, port] = told.endpoint;
        if (hosts.insert(name).second) add_address(world, name);
        world.visit(name, port, good_visit(name));
    }
    for (const auto& [check, url] : check::told_urls(subject)) {
        http::Reply reply;
        reply.status = 401;
        world.page(url, check::Page(std::move(reply)));
    }
}

/// What the catalog renders for this request is served at its URL.
inline void serve(World& world, const check::Subject& subject, const check::PageQuery& query) {
    const auto response = check::rendered(subject, query);
    if (response)
        world.page(
            query.url, response->status, std::string(response->content_type), response->body
        );
}

/// Everything that is desired is published, and every document is where clients look for it.
inline void add_discovery(World& world, const check::Subject& subject) {
    for (const auto& record : subject.desired)
        world.add(
            record.owner + ' ' + std::to_string(record.ttl) + ' ' + record.type + ' ' + record.data
        );
    add_address(world, subject.host.public_hostname);
    check::Evidence nothing; // only where the places are
    for (const auto list : {check::autoconfig_places, check::profile_places, check::pacc_places})
        for (const auto& place : list(subject, nothing))
            serve(world, subject, place.query);
    for (const auto* protocol : {"AutodiscoverV1", "ActiveSync", "Ews"})
        for (const auto& place : check::json_places(subject, nothing, protocol))
            serve(world, subject, place.query);
    for (const auto& host : {"autodiscover." + subject.domain, subject.host.public_hostname}) {
        const auto url = "https://" + host + "/autodiscover/autodiscover.xml";
        serve(world, subject, check::autodiscover_query(subject, url));
    }
    for (const auto* label : {"autoconfig.", "autodiscover.", "mta-sts.", "ua-auto-config."})
        world.visit(label + subject.domain, 443, good_visit(label + subject.domain));
    world.visit(subject.host.public_hostname, 443, good_visit(subject.host.public_hostname));
}

} // namespace fingerpost::test

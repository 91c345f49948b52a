/// @file
/// A domain with name servers that tests make differ, in a world of our own making.
#pragma once

#include "support/evidence.hpp"

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace fingerpost::test {

/// example.com at ns1 (192.0.2.1) and ns2 (192.0.2.2, 2001:db8::2), all on port 5300, below com,
/// which has one server (192.0.2.9).
class ServedDomain {
public:
    Offer offer;
    zone::HostSettings host;
    zone::Records desired;
    check::Circumstances circumstances;
    std::map<std::string, std::string> memory;
    World world;

    ServedDomain() {
        circumstances.authority_port = 5300;
        circumstances.random_label = "nobody-has-this";
        circumstances.now = 1'800'000'000;
        want("_imaps._tcp.example.com.", "SRV", "0 1 993 imap.example.net.");
        want("example.com.", "MX", "10 mx.example.net.");
        for (const auto& line : lines_)
            world.add(line);
    }

    void want(std::string owner, std::string type, std::string data, std::uint32_t ttl = 3600) {
        desired.push_back({std::move(owner), std::move(type), std::move(data), ttl});
    }

    /// Everybody sees it from now on.
    void publish(const std::string& line) {
        lines_.push_back(line);
        world.add(line);
    }

    /// The server has everything else, but `now` in place of `former` wherever that stands in a
    /// line; a line that becomes "" is left out.
    using Changes = std::vector<std::pair<std::string, std::string>>;
    void differ(const std::string& address, const Changes& changes) {
        for (auto line : lines_) {
            for (const auto& [former, now] : changes) {
                const auto at = line.find(former);
                if (at != line.npos) line = now.empty() ? "" : line.replace(at, former.size(), now);
            }
            if (!line.empty()) world.add(line, server(address));
        }
    }

    static resolve::Vantage server(const std::string& address) {
        const bool ipv6 = address.find(':') != address.npos;
        return {
            resolve::Vantage::Kind::authoritative,
            (ipv6 ? '[' + address + ']' : address) + ":5300"};
    }

    check::Subject subject() const {
        return {"example.com", offer, host, desired, circumstances, nullptr, memory};
    }

    check::Findings judge(const std::string& family) const {
        const auto* const row = check::find_family(family);
        EXPECT_NE(row, nullptr) << family;
        return row ? judged(*row, subject(), world) : check::Findings();
    }

    /// Keeps what is remembered, and lets time pass.
    check::Findings judge_after(const std::string& family, std::int64_t seconds) {
        memory = judge(family).remembered();
        circumstances.now += seconds;
        return judge(family);
    }

    std::vector<std::string> fires(const std::string& family) const { return fired(judge(family)); }

private:
    std::vector<std::string> lines_{
        "com. 60 SOA a.nic.example. hostmaster.nic.example. 1 1800 900 604800 900",
        "com. 60 NS a.nic.example.",
        "a.nic.example. 60 A 192.0.2.9",
        "example.com. 3600 SOA ns1.example.net. hostmaster.example.com. 10 7200 900 1209600 3600",
        "example.com. 3600 NS ns1.example.net.",
        "example.com. 3600 NS ns2.example.net.",
        "ns1.example.net. 3600 A 192.0.2.1",
        "ns2.example.net. 3600 A 192.0.2.2",
        "ns2.example.net. 3600 AAAA 2001:db8::2",
        "example.com. 3600 MX 10 mx.example.net.",
        "_imaps._tcp.example.com. 3600 SRV 0 1 993 imap.example.net.",
    };
};

using Fired = std::vector<std::string>;

} // namespace fingerpost::test

/// @file
/// A domain whose discovery records are judged, in a world of our own making.
#pragma once

#include "support/evidence.hpp"
#include "support/sample.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

namespace fingerpost::test {

/// example.com, served by example.net; tests change what they like, then judge().
struct DiscoveryDomain {
    std::string domain = "example.com";
    Offer offer = full_offer();
    zone::HostSettings host{"discover.example.net", {}};
    check::Circumstances circumstances;
    std::map<std::string, std::string> memory;
    std::vector<std::string> left_out; ///< owners that publish() leaves out
    World world;

    DiscoveryDomain() {
        circumstances.live = false;
        circumstances.random_label = "q7x2";
        for (const auto* name : {"discover", "imap", "pop", "smtp", "dav"})
            world.add(std::string(name) + ".example.net. 60 A 192.0.2.1");
    }

    zone::Records desired() const { return zone::desired({domain, offer, host}); }

    /// All that is desired, but for what is left out.
    void publish() {
        const auto is_left_out = [&](const zone::Record& record) {
            return std::find(left_out.begin(), left_out.end(), record.owner) != left_out.end();
        };
        for (const auto& record : desired())
            if (!is_left_out(record))
                world.add(record.owner + " 3600 " + record.type + ' ' + record.data);
    }

    /// The same with these lines instead of what their owners should have.
    void publish_but(const std::vector<std::string>& lines) {
        for (const auto& line : lines) {
            left_out.push_back(line.substr(0, line.find(' ')));
            world.add(line);
        }
        publish();
    }

    check::Findings judge(const std::string& family) const {
        const auto* const row = check::find_family(family);
        EXPECT_NE(row, nullptr) << family;
        if (!row) return {};
        const auto records = desired();
        const check::Subject subject{domain, offer, host, records, circumstances, nullptr, memory};
        return judged(*row, subject, world);
    }

    /// "srv-missing missing", sorted: what is not ok.
    std::vector<std::string> fires(const std::string& family) const { return fired(judge(family)); }
};

/// Whether the family said of this check that all is well, and nothing else.
inline bool holds(const check::Findings& findings, std::string_view check) {
    bool said = false;
    for (const auto& finding : findings.all()) {
        if (finding.check->id != check) continue;
        if (finding.verdict != check::Verdict::ok) return false;
        said = true;
    }
    return said;
}

/// "_imaps._tcp.example.com. SRV 0 0 0 .", one for each line.
inline std::vector<std::string> lines_of(const zone::Records& records) {
    std::vector<std::string> lines;
    for (const auto& record : records)
        lines.push_back(record.owner + ' ' + record.type + ' ' + record.data);
    return lines;
}

} // namespace fingerpost::test

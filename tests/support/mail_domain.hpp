/// @file
/// A mail domain that families of checks judge, in a world of our own making.
#pragma once

#include "support/evidence.hpp"
#include "support/sample.hpp"

#include <map>
#include <string>
#include <vector>

namespace fingerpost::test {

/// example.com with mailboxes at mx1.example.com; tests change what they like, then judge().
struct MailDomain {
    std::string domain = "example.com";
    Offer offer = mail_offer();
    zone::HostSettings host{"discover.example.net", {}};
    check::Circumstances circumstances;
    std::map<std::string, std::string> memory;
    World world;

    MailDomain() { set(AttributeId::mx, "mx1.example.com"); }

    void set(AttributeId id, std::string value, std::string qualifier = "") {
        offer.attributes.set({id, std::move(qualifier), std::move(value)});
    }

    check::Findings judge(const std::string& family) const {
        const auto* const row = check::find_family(family);
        if (!row) return {};
        const auto desired = zone::desired({domain, offer, host});
        const check::Subject subject{domain, offer, host, desired, circumstances, nullptr, memory};
        return judged(*row, subject, world);
    }

    /// "mx-missing missing", sorted: what is not ok.
    std::vector<std::string> fires(const std::string& family) const { return fired(judge(family)); }

    /// Judges again, with what was remembered the last time.
    check::Findings judge_again(const std::string& family) {
        memory = judge(family).remembered();
        return judge(family);
    }
};

using Fired = std::vector<std::string>;

} // namespace fingerpost::test

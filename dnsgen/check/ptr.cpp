#include "check/ptr.hpp"

#include "check/ip_address.hpp"
#include "check/published.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr const Check& fcrdns = row(ptr_checks, "ptr-fcrdns");
constexpr std::size_t names_max = 10; // RFC 8601 §3 leaves it to us

bool leads_back(
    const std::string& name, const std::string& octets, Evidence& evidence, bool& known
) {
    const auto addresses = evidence.addresses(name);
    known &= evidence.addresses_known(name);
    return std::ranges::any_of(addresses, [&](const std::string& address) {
        return address_octets(address) == octets;
    });
}

void judge_address(const std::string& address, Evidence& evidence, Findings& findings) {
    const auto octets = address_octets(address);
    if (!octets) return;
    const auto& answer = evidence.dns(reverse_name(*octets), resolve::Type::ptr);
    if (answer.outcome == resolve::Outcome::unknown)
        return findings.unknown(fcrdns, address, answer.what);
    auto names = resolve::all<std::string>(answer);
    names.resize(std::min(names.size(), names_max));
    bool known = true, back = false;
    for (const auto& name : names)
        back |= leads_back(name, *octets, evidence, known);
    if (back) return findings.ok(fcrdns, address);
    if (!known)
        return findings.unknown(
            fcrdns, address, "the DNS does not tell the addresses of " + shown(names)
        );
    auto& finding =
        findings.add(fcrdns, names.empty() ? Verdict::missing : Verdict::wrong, address);
    finding.expected = "a name that has the address " + address;
    finding.found = shown(names);
}

} // namespace

void judge_ptr(const Subject& subject, Evidence& evidence, Findings& findings) {
    for (const auto& address : subject.circumstances.sending_addresses)
        judge_address(address, evidence, findings);
}

} // namespace fingerpost::check

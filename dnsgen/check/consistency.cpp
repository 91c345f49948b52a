#include "check/consistency.hpp"

#include "check/allowed.hpp"
#include "check/discovery_certificate.hpp"
#include "check/told_server.hpp"
#include "check/told_source.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace fingerpost::check {

namespace {

using probe::Protection;

constexpr const auto& check = row(consistency_checks, "cross-source-consistency");

using Places = std::set<std::string>; ///< "imap.example.com port 993"

/// What one source says of one service.
using Offered = std::map<Protection, Places>;

/// Sources that say the same.
struct Side {
    Offered offered;
    std::string names;
};

std::string place_of(const Statement& statement) {
    if (statement.host.empty()) return "not offered";
    return statement.host + " port " + std::to_string(statement.port);
}

std::string text(const Offered& offered) {
    std::string written;
    for (const auto& [protection, places] : offered)
        for (const auto& place : places)
            written +=
                (written.empty() ? "" : "; ") + place + ", " + std::string(probe::name(protection));
    return written;
}

bool is_denied(const Offered& offered) {
    return std::ranges::all_of(offered, [](const auto& entry) {
        return entry.second == Places{"not offered"};
    });
}

bool have_common(const Places& a, const Places& b) {
    return std::ranges::any_of(a, [&](const std::string& place) { return b.contains(place); });
}

/// What of two sides cannot both be true: the kinds of TLS that both speak of and see differently,
/// or all where they speak of none in common. What only one of them tells is no contradiction.
std::pair<Offered, Offered> contradiction(const Offered& a, const Offered& b) {
    std::pair<Offered, Offered> found;
    bool common = false;
    for (const auto& [protection, places] : a) {
        const auto other = b.find(protection);
        if (other == b.end()) continue;
        common = true;
        if (have_common(places, other->second)) continue;
        found.first[protection] = places;
        found.second[protection] = other->second;
    }
    if (!common && !is_denied(a) && !is_denied(b)) return {a, b};
    return found;
}

std::vector<Side> sides_of(const std::vector<Source>& sources, const std::string& service) {
    std::vector<Side> sides;
    for (const auto& source : sources) {
        Offered offered;
        for (const auto& statement : source.says)
            if (statement.service == service)
                offered[statement.protection].insert(place_of(statement));
        if (offered.empty()) continue;
        const auto same = std::ranges::find(sides, offered, &Side::offered);
        if (same == sides.end())
            sides.push_back({std::move(offered), source.name});
        else
            same->names += ", " + source.name;
    }
    return sides;
}

/// Sides that differ only in how much they tell say the same wrong thing once.
void judge_service(
    const std::vector<Source>& sources, const std::string& service, Findings& findings
) {
    const auto sides = sides_of(sources, service);
    std::map<std::pair<std::string, std::string>, std::pair<std::string, std::string>> said;
    for (std::size_t i = 0; i < sides.size(); ++i)
        for (std::size_t j = i + 1; j < sides.size(); ++j) {
            const auto [a, b] = contradiction(sides[i].offered, sides[j].offered);
            if (a.empty()) continue;
            auto& [first, second] = said[{text(a), text(b)}];
            for (auto [names, more] :
                 {std::pair(&first, sides[i].names), {&second, sides[j].names}})
                if (names->find(more) == names->npos) *names += (names->empty() ? "" : ", ") + more;
        }
    for (const auto& [texts, names] : said) {
        const auto subject = service + ": " + names.first + " and " + names.second;
        auto& finding = findings.add(check, Verdict::conflict, subject);
        finding.expected = names.first + ": " + texts.first;
        finding.found = names.second + ": " + texts.second;
    }
    const bool compared =
        sides.size() > 1 || (sides.size() == 1 && sides[0].names.find(", ") != std::string::npos);
    if (said.empty() && compared) findings.ok(check, service);
}

/// Who says it: "autoconfig, SRV".
std::string names_of(const std::vector<Source>& sources, const Statement& statement) {
    std::string names;
    for (const auto& source : sources)
        if (std::ranges::find(source.says, statement) != source.says.end())
            names += (names.empty() ? "" : ", ") + source.name;
    return names;
}

void judge_listening(
    Evidence& evidence, const Statement& statement, const std::string& names, Findings& findings
) {
    probe::Endpoint endpoint{
        statement.dialogue, statement.protection, statement.host, "", statement.port};
    const auto subject = statement.service + ": " + names + " and what listens";
    std::string why;
    for (const auto& address : visited_addresses(evidence, statement.host)) {
        endpoint.address = address;
        const auto& visit = evidence.visit(endpoint);
        if (visit.reached()) return findings.ok(check, subject);
        if (probe::is_unknown(visit.trouble)) return findings.unknown(check, subject, visit.what);
        why += (why.empty() ? "" : "; ") + visit.what;
    }
    if (why.empty()) return; // without an address: said elsewhere
    auto& finding = findings.add(check, Verdict::conflict, subject);
    finding.expected = names + ": " + title(endpoint);
    finding.found = why;
}

/// The family endpoints visits what the catalog tells; here, what others say of our hosts.
void judge_listeners(
    const Subject& subject,
    Evidence& evidence,
    const std::vector<Source>& sources,
    Findings& findings
) {
    const VisitableHosts hosts(subject);
    const auto told = told_endpoints(subject);
    std::vector<Statement> seen;
    for (const auto& source : sources)
        for (const auto& statement : source.says) {
            const auto is_told = [&](const ToldServer& server) {
                return server.endpoint.host == statement.host &&
                       server.endpoint.port == statement.port &&
                       server.endpoint.protection == statement.protection;
            };
            if (statement.host.empty() || !hosts.allow(statement.host)) continue;
            if (std::ranges::any_of(told, is_told)) continue;
            if (std::ranges::find(seen, statement) != seen.end()) continue;
            seen.push_back(statement);
            judge_listening(evidence, statement, names_of(sources, statement), findings);
        }
}

} // namespace

void judge_consistency(const Subject& subject, Evidence& evidence, Findings& findings) {
    if (!subject.circumstances.live) return;
    const auto sources = told_sources(subject, evidence);
    std::set<std::string> services;
    for (const auto& source : sources) {
        for (const auto& statement : source.says)
            services.insert(statement.service);
        if (!source.unknown.empty()) findings.unknown(check, source.name, source.unknown);
    }
    for (const auto& service : services)
        judge_service(sources, service, findings);
    judge_listeners(subject, evidence, sources, findings);
    judge_discovery_certificates(subject, evidence, findings);
}

} // namespace fingerpost::check

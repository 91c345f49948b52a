#include "check/documents.hpp"

#include "check/document_place.hpp"
#include "check/document_reading.hpp"
#include "check/rendered.hpp"
#include "check/told_server.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

/// A kind of document, and whether we want it to be there.
struct Document {
    const Check& check;
    DocumentReader read;
    bool desired;
};

enum class Seen {
    absent,
    unknown,
    strange, ///< no client can use it
    as_told,
    other,  ///< at least one of the servers is ours
    foreign ///< none is
};

struct Sight {
    const DocumentPlace& place;
    Seen seen = Seen::absent;
    Difference difference = {};
    std::string what = {}; ///< where there is nothing to compare
};

bool names_our_host(const Subject& subject, const Readings& readings) {
    auto ours = told_endpoints(subject);
    const auto is_ours = [&](const std::string& host) {
        return host == subject.host.public_hostname || host == "autodiscover." + subject.domain ||
               std::ranges::any_of(ours, [&](const ToldServer& told) {
                   return told.endpoint.host == host;
               });
    };
    return std::ranges::any_of(hosts_of(readings), is_ours);
}

Sight look(
    const Subject& subject,
    const Document& document,
    const Readings& ours,
    const DocumentPlace& place
) {
    Sight sight{place};
    const auto& found = place.found;
    sight.what = found.what();
    if (found.is_unknown()) sight.seen = Seen::unknown;
    if (found.is_unknown() || !found.why_absent().empty()) return sight;
    sight.seen = Seen::strange;
    if (!found.page->success()) return sight;
    const auto type = found.page->header("content-type");
    const auto theirs = document.read(type, found.page->body, asking_address(subject));
    if (!is_readable(theirs)) {
        sight.what = found.trail + theirs.front().settings.error().what;
        return sight;
    }
    // what the directory calls the user is not known here
    sight.difference = difference(ours, theirs, !subject.offer.directory);
    if (sight.difference.clients.empty())
        sight.seen = Seen::as_told;
    else
        sight.seen = names_our_host(subject, theirs) ? Seen::other : Seen::foreign;
    return sight;
}

void tell_difference(
    const Document& document, const Sight& sight, bool beside_ours, Findings& findings
) {
    auto verdict = Verdict::wrong;
    if (sight.seen == Seen::foreign) verdict = beside_ours ? Verdict::conflict : Verdict::stale;
    auto& finding = findings.add(document.check, verdict, sight.place.name);
    finding.expected = sight.difference.ours;
    finding.found = sight.place.found.trail + sight.difference.theirs;
    finding.detail = "As read by " + sight.difference.clients;
}

void tell_strange(
    const Document& document, const Sight& sight, const Readings& ours, Findings& findings
) {
    auto& finding = findings.add(document.check, Verdict::wrong, sight.place.name);
    finding.expected = described(ours.front().settings);
    finding.found = sight.what;
}

void tell_missing(
    const Document& document,
    const std::vector<Sight>& sights,
    const Readings& ours,
    Findings& findings
) {
    auto& finding = findings.add(document.check, Verdict::missing, sights.front().place.name);
    finding.expected = described(ours.front().settings);
    for (const auto& sight : sights)
        finding.found += (finding.found.empty() ? "" : "; ") + sight.what;
}

/// Once a client has got an answer, usable or not, it looks no further: what is unusable behind a
/// place that answers harms nobody.
void tell(
    const Document& document,
    const std::vector<Sight>& sights,
    const Readings& ours,
    Findings& findings
) {
    const bool has_ours = std::ranges::find(sights, Seen::as_told, &Sight::seen) != sights.end();
    bool answered = false;
    bool open = false;
    for (const auto& sight : sights) {
        if (sight.seen == Seen::unknown)
            findings.unknown(document.check, sight.place.name, sight.what);
        if (sight.seen == Seen::strange && !answered) tell_strange(document, sight, ours, findings);
        if (sight.seen == Seen::as_told) findings.ok(document.check, sight.place.name);
        if (sight.seen == Seen::other || sight.seen == Seen::foreign)
            tell_difference(document, sight, has_ours, findings);
        open |= sight.seen == Seen::unknown;
        answered |= sight.seen != Seen::unknown && sight.seen != Seen::absent;
    }
    if (!answered && !open && document.desired) tell_missing(document, sights, ours, findings);
}

void judge(
    const Subject& subject,
    const Document& document,
    const DocumentPlaces& places,
    Findings& findings
) {
    if (places.empty()) return;
    const auto own = rendered(subject, places.front().query);
    if (!own || own->status != 200) return; // the catalog has nothing to tell
    const auto ours = document.read(own->content_type, own->body, asking_address(subject));
    if (!is_readable(ours)) return;
    std::vector<Sight> sights;
    for (const auto& place : places)
        sights.push_back(look(subject, document, ours, place));
    tell(document, sights, ours, findings);
}

} // namespace

void judge_documents(const Subject& subject, Evidence& evidence, Findings& findings) {
    if (!subject.circumstances.live) return;
    const bool autodiscover = is_desired(subject, "autodiscover");
    judge(
        subject,
        {row(document_checks, "autoconfig-content"),
         read_autoconfig_as_clients,
         is_desired(subject, "autoconfig")},
        autoconfig_places(subject, evidence),
        findings
    );
    judge(
        subject,
        {row(document_checks, "autodiscover-content"), read_autodiscover_as_clients, autodiscover},
        autodiscover_places(subject, evidence),
        findings
    );
    for (const std::string_view protocol : {"AutodiscoverV1", "ActiveSync", "Ews"}) {
        // it leads to a document that a domain without mail servers has not
        if (protocol == "AutodiscoverV1" && !offers_mail(subject.offer)) continue;
        judge(
            subject,
            {row(document_checks, "autodiscover-json-content"), read_json_as_clients, autodiscover},
            json_places(subject, evidence, protocol),
            findings
        );
    }
    judge(
        subject,
        {row(document_checks, "mobileconfig-content"), read_profile_as_devices, true},
        profile_places(subject, evidence),
        findings
    );
    judge(
        subject,
        {row(document_checks, "pacc-content"),
         read_pacc_as_clients,
         is_desired(subject, "ua-auto-config")},
        pacc_places(subject, evidence),
        findings
    );
}

} // namespace fingerpost::check

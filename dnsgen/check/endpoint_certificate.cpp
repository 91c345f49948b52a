#include "check/endpoint_certificate.hpp"

#include "base/clock.hpp"
#include "check/endpoint_checks.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr const auto& trusted = endpoint_check("endpoint-certificate");
constexpr const auto& named = endpoint_check("endpoint-certificate-name");
constexpr const auto& expiry = endpoint_check("endpoint-certificate-expiry");

constexpr std::int64_t day = 86400;

/// How long before its end a certificate should have been renewed, in seconds. One that lives for
/// days only is renewed late, and rightly so.
struct Notice {
    std::int64_t warning = 14 * day;
    std::int64_t error = 3 * day;
};

Notice notice_of(const probe::Certificate& leaf) {
    const auto life = leaf.not_after - leaf.not_before;
    const Notice usual;
    return {std::min(usual.warning, life / 3), std::min(usual.error, life / 6)};
}

std::string counted(std::int64_t seconds) {
    const auto days = seconds / day;
    const auto number = days > 0 ? days : seconds / 3600;
    return std::to_string(number) + (days > 0 ? " day" : " hour") + (number == 1 ? "" : "s");
}

void note_end(const probe::Visit& visit, std::int64_t now, EndpointNotes& notes) {
    const auto& leaf = visit.chain.front();
    const auto ends = visit.trust->ends;
    const auto left = ends - now;
    const auto notice = notice_of(leaf);
    if (left <= 0) return; // endpoint-certificate says that it has expired
    if (left >= notice.warning) return notes.hold(expiry);
    const auto* const what = ends < leaf.not_after ? "a certificate above it" : "the certificate";
    const auto severity = left < notice.error ? Severity::error : Severity::warning;
    notes.fail(
        expiry, severity, std::string(what) + " ends in " + counted(left) + ": " + utc_text(ends)
    );
}

} // namespace

std::string names_of(const probe::Certificate& certificate) {
    constexpr std::size_t most = 10;
    std::string text;
    std::size_t told = 0;
    for (const auto* const list : {&certificate.names, &certificate.addresses})
        for (const auto& name : *list)
            if (told++ < most) text += (text.empty() ? "" : ", ") + name;
    if (told > most) text += " and " + std::to_string(told - most) + " more";
    return told == 0 ? "no name at all" : text;
}

void note_certificate(const probe::Visit& visit, std::int64_t now, EndpointNotes& notes) {
    if (visit.chain.empty() || !visit.trust) return;
    if (visit.trust->trusted)
        notes.hold(trusted);
    else
        notes.fail(trusted, visit.trust->why, "a chain that leads to an authority clients know");
    if (visit.trust->covers)
        notes.hold(named);
    else
        notes.fail(named, names_of(visit.chain.front()));
    note_end(visit, now, notes);
}

} // namespace fingerpost::check

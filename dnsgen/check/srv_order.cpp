#include "check/srv_order.hpp"

#include "check/srv_checks.hpp"

#include <algorithm>
#include <initializer_list>
#include <optional>

namespace fingerpost::check {

namespace {

constexpr const auto& tls_first = srv_check("srv-tls-first");
constexpr const auto& imap_or_pop = srv_check("srv-imap-pop-preference");

using Records = std::vector<resolve::Srv>;
using Labels = std::initializer_list<std::string_view>;

/// The lowest priority, which clients take first.
std::optional<int> best(const Records& records) {
    std::optional<int> lowest;
    for (const auto& srv : records)
        lowest = std::min<int>(lowest.value_or(srv.priority), srv.priority);
    return lowest;
}

std::optional<int> best_of(const SrvScene& scene, Labels labels, Records SrvSight::*which) {
    Records all;
    for (const auto label : labels) {
        const auto& some = scene.at(label).*which;
        all.insert(all.end(), some.begin(), some.end());
    }
    return best(all);
}

zone::Records wanted_of(const SrvScene& scene, Labels labels) {
    zone::Records all;
    for (const auto label : labels) {
        const auto& some = scene.at(label).wanted;
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

zone::Records standing_of(const SrvScene& scene, Labels labels) {
    zone::Records all;
    for (const auto label : labels)
        for (auto& record : standing_at(scene.at(label).answer))
            all.push_back(std::move(record));
    return all;
}

std::string lines(const zone::Records& records) {
    std::vector<std::string> words;
    for (const auto& record : records)
        words.push_back(record.owner + ' ' + record.data);
    return listed(words);
}

void add_order(SrvScene& scene, const Check& check, Labels labels) {
    auto& finding = scene.findings.add(check, Verdict::wrong, scene.at(*labels.begin()).subject);
    finding.publish = wanted_of(scene, labels);
    finding.withdraw = standing_of(scene, labels);
    finding.expected = lines(finding.publish);
    finding.found = lines(finding.withdraw);
}

void judge_tls(SrvScene& scene, const SrvSight& plain, const SrvSight& tls) {
    if (!plain.is_known() || !tls.is_known()) {
        const auto& why = plain.is_known() ? tls.answer.what : plain.answer.what;
        return scene.findings.unknown(tls_first, tls.subject, why);
    }
    if (tls.offered.empty() || plain.published.empty()) return;
    // the catalog may prefer STARTTLS: then that is what was asked for
    if (!plain.offered.empty() && *best(plain.offered) < *best(tls.offered)) return;
    const auto first = best(tls.published);
    if (first && *first <= *best(plain.published)) return scene.findings.ok(tls_first, tls.subject);
    add_order(scene, tls_first, {tls.label.label, plain.label.label});
}

void judge_preference(SrvScene& scene) {
    const Labels imap{"_imaps._tcp", "_imap._tcp"};
    const Labels pop{"_pop3s._tcp", "_pop3._tcp"};
    const auto wanted_imap = best_of(scene, imap, &SrvSight::offered);
    const auto wanted_pop = best_of(scene, pop, &SrvSight::offered);
    if (!wanted_imap || !wanted_pop) return;
    const auto& subject = scene.at("_imaps._tcp").subject;
    for (const auto label : {"_imaps._tcp", "_imap._tcp", "_pop3s._tcp", "_pop3._tcp"})
        if (const auto& sight = scene.at(label); !sight.is_known())
            return scene.findings.unknown(imap_or_pop, subject, sight.answer.what);
    const auto found_imap = best_of(scene, imap, &SrvSight::published);
    const auto found_pop = best_of(scene, pop, &SrvSight::published);
    if (!found_imap || !found_pop) return; // srv-missing
    const bool turned =
        *wanted_imap < *wanted_pop ? *found_imap > *found_pop : *found_imap < *found_pop;
    if (!turned) return scene.findings.ok(imap_or_pop, subject);
    add_order(scene, imap_or_pop, {"_imaps._tcp", "_imap._tcp", "_pop3s._tcp", "_pop3._tcp"});
}

} // namespace

void judge_srv_order(SrvScene& scene) {
    for (const auto& sight : scene.sights)
        if (!sight.label.with_tls.empty() && sight.label.mail)
            judge_tls(scene, sight, scene.at(sight.label.with_tls));
    judge_preference(scene);
}

} // namespace fingerpost::check

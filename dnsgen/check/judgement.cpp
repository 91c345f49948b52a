#include "check/judgement.hpp"

#include <utility>

namespace fingerpost::check {

Judgement::Judgement(const Subject& subject, std::span<const Family* const> families)
    : subject_(subject) {
    for (const auto* family : families)
        open_.push_back({family});
}

const Wanted& Judgement::step() {
    wanted_ = {};
    const bool last = ++rounds_ >= rounds_max;
    for (auto& open : open_) {
        if (open.done) continue;
        open.findings = {};
        evidence_.start();
        open.family->judge(subject_, evidence_, open.findings);
        const auto& wanted = evidence_.wanted();
        open.done = last || wanted.empty();
        if (open.done) continue;
        wanted_.dns.insert(wanted.dns.begin(), wanted.dns.end());
        wanted_.pages.insert(wanted.pages.begin(), wanted.pages.end());
        wanted_.visits.insert(wanted.visits.begin(), wanted.visits.end());
    }
    return wanted_;
}

Findings Judgement::take() {
    Findings all;
    for (auto& open : open_)
        all.append(std::move(open.findings));
    return all;
}

} // namespace fingerpost::check

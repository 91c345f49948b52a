/// @file
/// Runs families over one domain until nothing is left to ask. Pure; collector.hpp answers.
#pragma once

#include "check/family.hpp"

#include <map>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// After so many rounds what is still wanted stays unknown: nobody may lead us round in circles.
inline constexpr int rounds_max = 40;

class Judgement {
public:
    /// All must outlive it.
    Judgement(const Subject& subject, std::span<const Family* const> families);

    /// Runs the families that are not done. What they ask and is not known yet is wanted() then;
    /// nothing is when all are done.
    const Wanted& step();

    Evidence& evidence() { return evidence_; }

    /// When step() wanted nothing. In the order of the table.
    Findings take();

private:
    struct Open {
        const Family* family = nullptr;
        bool done = false;
        Findings findings = {};
    };
    const Subject& subject_;
    std::vector<Open> open_;
    Evidence evidence_;
    Wanted wanted_;
    int rounds_ = 0;
};

} // namespace fingerpost::check

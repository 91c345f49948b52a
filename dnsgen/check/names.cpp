#include "check/names.hpp"

#include "check/reach.hpp"
#include "check/wildcard.hpp"
#include "check/zone_cut.hpp"

namespace fingerpost::check {

void judge_names(const Subject& subject, Evidence& evidence, Findings& findings) {
    const Ours ours(subject, evidence);
    NamesScene scene{subject, evidence, ours, findings};
    judge_wildcards(scene);
    judge_zone_cuts(scene);
    judge_reach(scene);
}

} // namespace fingerpost::check

#include "check/srv.hpp"

#include "check/srv_name.hpp"
#include "check/srv_order.hpp"
#include "check/srv_presence.hpp"
#include "check/srv_set.hpp"
#include "check/srv_target.hpp"
#include "check/srv_visit.hpp"

namespace fingerpost::check {

void judge_srv(const Subject& subject, Evidence& evidence, Findings& findings) {
    const Ours ours(subject, evidence);
    SrvScene scene{subject, evidence, ours, findings, {}};
    for (const auto& label : srv_labels())
        scene.sights.push_back(look(subject, evidence, label));
    judge_srv_presence(scene);
    judge_srv_targets(scene);
    judge_srv_sets(scene);
    judge_srv_order(scene);
    judge_srv_names(scene);
    judge_srv_visits(scene);
}

} // namespace fingerpost::check

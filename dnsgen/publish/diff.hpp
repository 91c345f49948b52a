/// @file
/// Desired, observed and published compared three ways, like a merge: what we published and no
/// longer want goes, what others published stays, what nobody answered for is left alone.
/// Spec: RFC 2181 §5, §10.1; RFC 2782 (targets); RFC 7208 §3.2, RFC 7489 §6.6.3, RFC 8461 §3.1,
/// RFC 8460 §3 (one record of a kind).
#pragma once

#include "publish/change.hpp"
#include "publish/observed.hpp"

#include <vector>

namespace fingerpost::publish {

using RRsets = std::vector<zone::RRset>; ///< by owner, then type

/// What the operator may allow besides.
struct DiffPolicy {
    bool replace = false; ///< values of others give way where ours cannot stand beside them
};

/// What has to be observed for diff(): each RRset concerned, what may stand in a CNAME's way, and
/// whether the targets of SRV and MX records are aliases. Each once, in order.
std::vector<Question> questions(const RRsets& desired, const RRsets& published);

/// One change for every RRset that is desired or was published. `published` holds the values that
/// we put there; only these are ever taken away (unless `policy` says more).
Changes diff(
    const RRsets& desired,
    const Observed& observed,
    const RRsets& published,
    const DiffPolicy& policy = {}
);

} // namespace fingerpost::publish

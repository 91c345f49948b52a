/// @file
/// What the catalog says at a URL: the request answered as the daemon would, without a network.
#pragma once

#include "base/message.hpp"
#include "check/family.hpp"

namespace fingerpost::check {

/// Unsigned, and without the directory's word on the user. The error is what the domain does not
/// offer.
Result<Response> rendered(const Subject& subject, const PageQuery& query);

} // namespace fingerpost::check

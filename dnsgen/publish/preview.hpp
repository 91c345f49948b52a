/// @file
/// Plans as people and programs read them, and read back from what was kept of them.
#pragma once

#include "base/error.hpp"
#include "publish/plan.hpp"

#include <string>
#include <string_view>

namespace fingerpost::publish {

/// Lines with +, - and the like, the changed values beneath the old ones; in colours (ECMA-48) when
/// a terminal reads it. What stays as it is is only counted.
std::string text_of(const Plan& plan, bool coloured);

/// Tables for a merge request or a ticket.
std::string markdown_of(const Plan& plan);

/// An object with id, counts and domains; in one line.
std::string json_of(const Plan& plan);

/// One domain's part of it.
std::string json_of(const DomainPlan& plan);
/// Of json_of(DomainPlan). Errc::bad_request when it is something else.
Result<DomainPlan> parse_domain_plan(std::string_view json);

/// "2 to create, 1 to update, 22 as they are"
std::string summary(const Plan& plan);

} // namespace fingerpost::publish

/// @file
/// Roll-overs as the verbs tell them, to people and to programs.
#pragma once

#include "cli/answer.hpp"
#include "publish/rollover.hpp"

#include <boost/json/object.hpp>

#include <array>
#include <vector>

namespace fingerpost::cli {

inline constexpr std::array one_rollover{Positional{"ID", "as dns rollover list shows it"}};

Result<std::int64_t> rollover_id(const Arguments& arguments);

boost::json::object to_json(const publish::Rollover& rollover);

/// What it is waiting for, and what to do about that.
std::string waits_for(const publish::Rollover& rollover);

/// One line each, or a JSON array.
void write_rollovers(const std::vector<publish::Rollover>& rollovers, bool json, Io& io);

/// A warning for each that nobody looks after.
std::vector<app::Problem> rollover_problems(const app::Settings& settings, std::int64_t now);

} // namespace fingerpost::cli

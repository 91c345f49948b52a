/// @file
/// What is published and what is desired, side by side as zone records.
#pragma once

#include "check/family.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// "_imaps._tcp" of the subject's domain, without the final dot.
std::string name_below(std::string_view label, const Subject& subject);

/// As a zone has them.
zone::Record as_record(const resolve::Record& record);
zone::Records as_records(const std::vector<resolve::Record>& records);

/// The records an admin would delete to make the answer go away: those of the name itself, which
/// is its alias where the answer came by one.
zone::Records standing_at(const resolve::Answer& answer);

/// Those of the desired records that belong to this name; with or without the final dot.
zone::Records desired_at(const Subject& subject, std::string_view name);
zone::Records desired_at(const Subject& subject, std::string_view name, std::string_view type);
zone::Records desired_at(const Subject& subject, std::string_view name, resolve::Type type);

/// None for a type that is not read.
std::optional<resolve::Type> type_of(std::string_view name);

/// Whether the answers hold it, through aliases too; none where that is not known.
std::optional<bool> is_published(Evidence& evidence, const zone::Record& record);

/// "A 192.0.2.1, TXT \"x\""; without the types where there is but one.
std::string listed(const zone::Records& records);
std::string listed(const std::vector<std::string>& words);

/// Whether nothing can be said because nobody answered.
bool is_unknown(const resolve::Answer& answer);

} // namespace fingerpost::check

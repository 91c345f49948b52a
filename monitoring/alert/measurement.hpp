/// @file
/// What is known of one watched thing at one time. Made by probes and counters, judged by step().
#pragma once

#include "alert/rule.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace fingerpost::alert {

/// Name and value, sorted by name, each name once.
using Labels = std::vector<std::pair<std::string, std::string>>;

enum class Reading : std::uint8_t {
    value,
    unknown,     ///< it could not be read: neither zero nor well
    inapplicable ///< its service is off or not configured
};

struct Measurement {
    const Rule* rule = nullptr; ///< outlives the engine: a row of the table
    Labels labels;
    Reading reading = Reading::value;
    double value = 0;        ///< what is no number is unknown
    std::string certificate; ///< its SHA-256; only for rules about certificates
};

/// Who it is, over all times: `Rule{a="1",b="2"}`, with \ before \ and ", and line ends as \n. Two
/// things never have the same one.
std::string key(const Rule& rule, const Labels& labels);

/// "" when there is none.
std::string_view label(const Labels& labels, std::string_view name);

} // namespace fingerpost::alert

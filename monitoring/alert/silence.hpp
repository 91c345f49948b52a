/// @file
/// Silences: which alerts the operator wants to hear nothing of, until when, and who said so. The
/// matchers are Alertmanager's.
#pragma once

#include "alert/state.hpp"
#include "base/error.hpp"

#include <cstdint>
#include <memory>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::alert {

inline constexpr std::int64_t silence_seconds_max = 30 * 86400;
/// std::regex recurses for each character: longer patterns are refused, longer values never match.
inline constexpr std::size_t pattern_octets_max = 256;

/// `label=value`, `!=`, `=~`, `!~`; patterns are ECMAScript's and match whole values. Besides the
/// labels of the alert there are `alertname`, `severity` and `service`; a missing one is empty.
class Matcher {
public:
    /// Errc::bad_request. The value may stand in quotation marks.
    static Result<Matcher> parse(std::string_view text);

    bool matches(std::string_view value) const;
    const std::string& label() const { return label_; }

private:
    std::string label_;
    std::string value_;
    std::shared_ptr<const std::regex> pattern_; ///< null: equal, or not
    bool negated_ = false;
};

struct Silence {
    std::vector<Matcher> matchers; ///< all must match
    std::int64_t starts = 0;       ///< Unix time
    std::int64_t ends = 0;         ///< Unix time; the first second that is not silent
    std::string author;
    std::string comment;

    bool holds(const Alert& alert, std::int64_t wall) const;
};

/// Errc::bad_request: no end, an end too far off, nobody's, without a reason, or about everything.
Result<void> check(const Silence& silence);

} // namespace fingerpost::alert

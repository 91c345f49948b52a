/// @file
/// THE TABLE of alert rules: what is watched, from which value on it alarms, and what to do then.
/// The names are those of the Prometheus rules. A new alert is a row in rules.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace fingerpost::alert {

enum class Severity : std::uint8_t { info, warning, critical };
inline constexpr std::array severities{Severity::info, Severity::warning, Severity::critical};

std::string_view name(Severity severity); ///< "warning"
std::optional<Severity> find_severity(std::string_view name);

enum class Direction : std::uint8_t { above, below }; ///< where the harm is

/// Alarms strictly beyond `raise`, and keeps on while strictly beyond `clear`.
struct Level {
    double raise = 0;
    double clear = 0;

    bool operator==(const Level&) const = default;
};

/// By severity; none: the rule does not have it.
using Levels = std::array<std::optional<Level>, severities.size()>;

struct Rule {
    std::string_view name;    ///< "FingerpostMailQueueLarge"
    std::string_view service; ///< what maintenance windows are about: "queue_watch"
    Direction direction = Direction::above;
    Levels levels;
    std::int64_t hold = 300;       ///< seconds beyond `raise` before it fires
    std::int64_t clear_hold = 900; ///< seconds within `clear` before it eases or resolves
    int min_samples = 1;           ///< readings beyond `raise` before it fires
    std::int64_t period = 15;      ///< seconds from one reading to the next
    std::string_view unit;         ///< "messages"
    std::string_view summary;      ///< a sentence without a final full stop
    std::string_view remedy;
    /// The value is days left of a certificate: it alarms at days of a list (ladder.hpp), the
    /// levels tell how severe these are.
    bool certificate = false;
};

/// Finite, `clear` on the safe side of `raise`, and the severer level further out.
constexpr bool are_sound(Direction direction, const Levels& levels) {
    const double sign = direction == Direction::above ? 1 : -1;
    const Level* lighter = nullptr;
    for (const auto& level : levels) {
        if (!level) continue;
        const bool finite = level->raise - level->raise == 0 && level->clear - level->clear == 0;
        if (!finite || sign * level->clear > sign * level->raise) return false;
        if (lighter && sign * level->raise < sign * lighter->raise) return false;
        lighter = &*level;
    }
    return lighter != nullptr;
}

std::span<const Rule> rules();

/// Null when there is none.
const Rule* find_rule(std::string_view name);

/// The alert about readings that fail to come; the engine measures it itself.
const Rule& reading_missing();

} // namespace fingerpost::alert

/// @file
/// The log: one event a line on standard error, a stable name and fields. Never an address of a
/// user, never a secret. Any thread may write.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::log {

enum class Level { debug, info, warning, error, critical };
enum class Format { text, json };

struct Field {
    std::string_view key;
    std::string value;
};

/// "debug" … "critical" in any letter case, "fatal" as automx2 spells critical.
std::optional<Level> parse_level(std::string_view name);
std::string_view name(Level level);

/// For the whole process; may be called again while others write.
void configure(Level least, Format format);

/// Written as `level event key=value …`, or as one JSON object with a time.
void event(Level level, std::string_view event, std::initializer_list<Field> fields = {});

/// The line event() writes, without its end; `unix_seconds` is the JSON form's time.
std::string line(
    Format format,
    Level level,
    std::string_view event,
    std::initializer_list<Field> fields,
    long long unix_seconds
);

} // namespace fingerpost::log

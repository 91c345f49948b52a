#include "base/log.hpp"

#include "base/text.hpp"

#include <boost/json/serialize.hpp>

#include <array>
#include <atomic>
#include <cstdio>
#include <ctime>

namespace fingerpost::log {

namespace {

constexpr std::array<std::string_view, 5> names{"debug", "info", "warning", "error", "critical"};

std::atomic<Level> least_level{Level::warning};
std::atomic<Format> chosen_format{Format::text};

std::string utc(long long unix_seconds) {
    const auto seconds = static_cast<std::time_t>(unix_seconds);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

/// A value with blanks, quotes or control characters is written as a JSON string.
std::string quoted(const std::string& value) {
    const bool plain = !value.empty() && value.find_first_of(" \"=\\") == value.npos &&
                       value.find_first_of(std::string_view("\0\r\n\t\x1b", 5)) == value.npos;
    return plain ? value : boost::json::serialize(boost::json::string_view(value));
}

} // namespace

std::optional<Level> parse_level(std::string_view word) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (ascii_iequals(word, names[i])) return static_cast<Level>(i);
    if (ascii_iequals(word, "fatal")) return Level::critical;
    return std::nullopt;
}

std::string_view name(Level level) {
    return names.at(static_cast<std::size_t>(level));
}

void configure(Level least, Format format) {
    least_level = least;
    chosen_format = format;
}

std::string line(
    Format format,
    Level level,
    std::string_view event,
    std::initializer_list<Field> fields,
    long long unix_seconds
) {
    if (format == Format::text) {
        std::string text(name(level));
        text.append(" ").append(event);
        for (const auto& field : fields)
            text.append(" ").append(field.key).append("=").append(quoted(field.value));
        return text;
    }
    boost::json::object object;
    object["time"] = utc(unix_seconds);
    object["level"] = name(level);
    object["event"] = event;
    for (const auto& field : fields)
        object[field.key] = field.value;
    return boost::json::serialize(object);
}

void event(Level level, std::string_view event, std::initializer_list<Field> fields) {
    if (level < least_level.load(std::memory_order_relaxed)) return;
    const auto text = line(chosen_format, level, event, fields, std::time(nullptr)) + '\n';
    std::fwrite(text.data(), 1, text.size(), stderr); // one call: stdio keeps lines whole
}

} // namespace fingerpost::log

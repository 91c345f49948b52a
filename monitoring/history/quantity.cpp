#include "history/quantity.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <span>

namespace fingerpost::history {

namespace {

struct Prefix {
    double factor;
    std::string_view text;
};
constexpr std::array octets{
    Prefix{1, ""},
    Prefix{0x1p10, "Ki"},
    Prefix{0x1p20, "Mi"},
    Prefix{0x1p30, "Gi"},
    Prefix{0x1p40, "Ti"},
    Prefix{0x1p50, "Pi"}};
constexpr std::array numbers{
    Prefix{1, ""}, Prefix{1e3, "k"}, Prefix{1e6, "M"}, Prefix{1e9, "G"}, Prefix{1e12, "T"}};
constexpr std::array fractions{
    Prefix{1e-9, "n"},
    Prefix{1e-6, "µ"},
    Prefix{1e-3, "m"},
    Prefix{1, ""},
    Prefix{1e3, "k"},
    Prefix{1e6, "M"},
    Prefix{1e9, "G"},
    Prefix{1e12, "T"}};
constexpr std::array none{Prefix{1, ""}};

struct Family {
    std::string_view unit;
    std::span<const Prefix> prefixes;
};
constexpr std::array families{
    Family{"B", octets},
    Family{"B/s", octets},
    Family{"", numbers},
    Family{"%", none},
    Family{"d", none},
};

std::span<const Prefix> prefixes_of(std::string_view unit) {
    const auto* family = std::ranges::find(families, unit, &Family::unit);
    return family == families.end() ? std::span<const Prefix>(fractions) : family->prefixes;
}

} // namespace

Magnitude magnitude_of(double largest, std::string_view unit) {
    const auto prefixes = prefixes_of(unit);
    const auto* chosen = std::ranges::find(prefixes, 1.0, &Prefix::factor).base();
    const bool small = largest != 0 && std::abs(largest) < 1;
    if (small) chosen = prefixes.data();
    for (const auto& prefix : prefixes)
        if (std::abs(largest) >= prefix.factor && (small || prefix.factor >= 1)) chosen = &prefix;
    return {chosen->factor, std::string(chosen->text).append(unit)};
}

std::string quantity(double value, const Magnitude& magnitude) {
    constexpr int digits = 4;
    std::array<char, 32> text{};
    const auto end = std::to_chars(
                         text.begin(),
                         text.end(),
                         value / magnitude.factor + 0.0, // never "-0"
                         std::chars_format::general,
                         digits
    )
                         .ptr;
    std::string all(text.begin(), end);
    if (!magnitude.suffix.empty()) all.append(" ").append(magnitude.suffix);
    return all;
}

std::string quantity(double value, std::string_view unit) {
    return quantity(value, magnitude_of(value, unit));
}

std::string exact(float value) {
    std::array<char, 32> text{};
    return {text.begin(), std::to_chars(text.begin(), text.end(), value).ptr};
}

} // namespace fingerpost::history

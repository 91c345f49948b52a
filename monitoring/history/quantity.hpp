/// @file
/// Numbers as people read them: "1.5 MiB", "350 ms", "12 k". Pure, and the same in every locale.
/// Prefixes: SI brochure §3, IEC 80000-13 for octets.
#pragma once

#include <string>
#include <string_view>

namespace fingerpost::history {

/// What numbers of one size are divided by, and what then stands behind them.
struct Magnitude {
    double factor = 1;
    std::string suffix; ///< "MiB", " ms" without the blank; "" for plain numbers below 1000
};

/// The one for numbers up to `largest`, so that all labels of an axis have the same.
Magnitude magnitude_of(double largest, std::string_view unit);

/// At most four digits that matter; "12 MiB".
std::string quantity(double value, const Magnitude& magnitude);
std::string quantity(double value, std::string_view unit);

/// The shortest text that reads back as the same number.
std::string exact(float value);

} // namespace fingerpost::history

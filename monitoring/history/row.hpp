/// @file
/// One step of all series, as it is stored: when it began (eight octets, little endian), then for
/// each series the archive's values (four octets each, IEEE 754). Pure.
#pragma once

#include "history/point.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace fingerpost::history {

/// Octets of a row for so many series.
std::size_t row_octets(int series, int width);

/// How many series a row of so many octets has room for.
int room_of(std::size_t octets, int width);

/// Reads a row that stays where it is.
class RowView {
public:
    RowView(std::string_view octets, int width) : octets_(octets), width_(width) {}

    /// 0 for one that was never written: of no step that is kept.
    std::int64_t time() const;
    /// Unknown for a series that the row has no room for.
    Point point(int series) const;

private:
    float value(std::size_t index) const;

    std::string_view octets_;
    int width_;
};

/// Builds one in which every series is unknown at first.
class RowBuilder {
public:
    RowBuilder(std::int64_t time, int series, int width);

    /// A row of width 1 takes the average.
    void set(int series, const Point& point);
    std::string_view octets() const { return octets_; }

private:
    void set_value(std::size_t index, float value);

    std::string octets_;
    int width_;
};

} // namespace fingerpost::history

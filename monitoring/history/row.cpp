#include "history/row.hpp"

#include <bit>
#include <cassert>

namespace fingerpost::history {

namespace {

constexpr std::size_t time_octets = 8;
constexpr std::size_t value_octets = 4;
static_assert(sizeof(float) == value_octets && std::numeric_limits<float>::is_iec559);

template <class Number>
Number read_number(std::string_view octets, std::size_t at) {
    Number number = 0;
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        number |= static_cast<Number>(static_cast<unsigned char>(octets[at + i])) << (8 * i);
    return number;
}

template <class Number>
void write_number(std::string& octets, std::size_t at, Number number) {
    for (std::size_t i = 0; i < sizeof(Number); ++i)
        octets[at + i] = static_cast<char>(number >> (8 * i));
}

std::size_t place_of(std::size_t index) {
    return time_octets + index * value_octets;
}

std::size_t index_of(int series, int width) {
    return static_cast<std::size_t>(series) * static_cast<std::size_t>(width);
}

} // namespace

std::size_t row_octets(int series, int width) {
    return place_of(index_of(series, width));
}

int room_of(std::size_t octets, int width) {
    if (octets < time_octets) return 0;
    return static_cast<int>((octets - time_octets) / value_octets) / width;
}

std::int64_t RowView::time() const {
    if (octets_.size() < time_octets) return 0;
    return static_cast<std::int64_t>(read_number<std::uint64_t>(octets_, 0));
}

Point RowView::point(int series) const {
    if (series < 0 || series >= room_of(octets_.size(), width_)) return {};
    const auto index = index_of(series, width_);
    if (width_ == 1) return {value(index), value(index), value(index)};
    return {value(index), value(index + 1), value(index + 2)};
}

float RowView::value(std::size_t index) const {
    return std::bit_cast<float>(read_number<std::uint32_t>(octets_, place_of(index)));
}

RowBuilder::RowBuilder(std::int64_t time, int series, int width)
    : octets_(row_octets(series, width), '\0'), width_(width) {
    write_number(octets_, 0, static_cast<std::uint64_t>(time));
    for (std::size_t index = 0; index < index_of(series, width); ++index)
        set_value(index, missing);
}

void RowBuilder::set(int series, const Point& point) {
    assert(series >= 0 && series < room_of(octets_.size(), width_));
    const auto index = index_of(series, width_);
    set_value(index, point.average);
    if (width_ == 1) return;
    set_value(index + 1, point.least);
    set_value(index + 2, point.most);
}

void RowBuilder::set_value(std::size_t index, float value) {
    write_number(octets_, place_of(index), std::bit_cast<std::uint32_t>(value));
}

} // namespace fingerpost::history

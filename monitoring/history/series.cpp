#include "history/series.hpp"

#include "base/text.hpp"
#include "history/archive.hpp"

#include <algorithm>

namespace fingerpost::history {

namespace {

bool is_plain(std::string_view text) {
    const auto is_control = [](unsigned char c) { return c < 0x20 || c == 0x7f; };
    return is_utf8(text) && std::ranges::none_of(text, is_control);
}

} // namespace

std::string_view name(Kind kind) {
    return kind == Kind::counter ? "counter" : "gauge";
}

Result<void> check(const Topic& topic) {
    const auto most = std::to_string(series_name_octets_max);
    if (topic.name.empty() || topic.name.size() > series_name_octets_max || !is_plain(topic.name))
        return Error{
            Errc::bad_request,
            "the name of a series must be UTF-8 of 1 to " + most +
                " octets without control characters"};
    if (topic.unit.size() > unit_octets_max || !is_plain(topic.unit))
        return Error{
            Errc::bad_request,
            "series " + topic.name + ": its unit must be UTF-8 of at most " +
                std::to_string(unit_octets_max) + " octets without control characters"};
    return {};
}

Result<int> free_column(const std::vector<Series>& series, std::int64_t now) {
    int next = 0;
    for (const auto& one : series) {
        if (!one.live() && one.removed + longest_span < now) return one.column;
        next = std::max(next, one.column + 1);
    }
    if (next < series_max) return next;
    return Error{
        Errc::unavailable,
        "the history holds " + std::to_string(series_max) +
            " series, the most it can; a removed one makes room after ten years, a new file at "
            "once"};
}

const Series* find(const std::vector<Series>& series, std::string_view wanted) {
    const auto found = std::ranges::find(series, wanted, [](const Series& one) {
        return std::string_view(one.topic.name);
    });
    return found == series.end() ? nullptr : &*found;
}

} // namespace fingerpost::history

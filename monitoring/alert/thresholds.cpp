#include "alert/thresholds.hpp"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace fingerpost::alert {

namespace {

bool has_all(const Labels& labels, const Labels& wanted) {
    return std::ranges::all_of(wanted, [&](const auto& pair) {
        return std::ranges::find(labels, pair) != labels.end();
    });
}

} // namespace

Result<void> Thresholds::set(std::string_view rule, const Levels& levels, Labels only) {
    const auto* row = find_rule(rule);
    if (!row)
        return Error{
            Errc::bad_request,
            "there is no alert rule \"" + std::string(rule) +
                "\"; fingerpost alert list names them"};
    if (!are_sound(row->direction, levels))
        return Error{
            Errc::bad_request,
            "levels of " + std::string(rule) +
                ": each must clear on the safe side of where it is raised, critical must lie "
                "beyond warning and warning beyond info, and one of them must be set"};
    std::erase_if(own_, [&](const Own& own) { return own.rule == row->name && own.only == only; });
    own_.push_back({row->name, std::move(only), levels});
    return {};
}

const Levels& Thresholds::of(const Rule& rule, const Labels& labels) const {
    const Own* nearest = nullptr;
    for (const auto& own : own_) {
        if (own.rule != rule.name || !has_all(labels, own.only)) continue;
        if (!nearest || own.only.size() > nearest->only.size()) nearest = &own;
    }
    return nearest ? nearest->levels : rule.levels;
}

Level with_usual_clear(Direction direction, double raise) {
    const double margin = std::abs(raise) / 5;
    return {raise, direction == Direction::above ? raise - margin : raise + margin};
}

} // namespace fingerpost::alert

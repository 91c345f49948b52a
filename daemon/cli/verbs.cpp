#include "cli/verbs.hpp"

namespace fingerpost::cli {

namespace {

constexpr const Verb* table[] = {
    &config_group,
    &config_check,
    &config_show,
    &config_manual,
    &version,
};

} // namespace

std::span<const Verb* const> verbs() {
    return table;
}

} // namespace fingerpost::cli

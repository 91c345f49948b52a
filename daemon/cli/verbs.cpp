#include "cli/verbs.hpp"

namespace fingerpost::cli {

namespace {

constexpr const Verb* table[] = {
    &serve,
    &config_group,
    &config_check,
    &config_show,
    &config_manual,
    &dns_group,
    &dns_records,
    &dns_export,
    &import_group,
    &import_automx2,
    &import_autoconfig,
    &import_example,
    &version,
};

} // namespace

std::span<const Verb* const> verbs() {
    return table;
}

} // namespace fingerpost::cli

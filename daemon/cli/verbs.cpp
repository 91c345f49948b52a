#include "cli/verbs.hpp"

namespace fingerpost::cli {

namespace {

// clang-format off
constexpr const Verb* table[] = {
    &serve,
    &provider_group, &provider_list, &provider_show, &provider_add, &provider_set, &provider_remove,
    &server_group, &server_list, &server_show, &server_add, &server_set, &server_remove,
    &domain_group, &domain_list, &domain_show, &domain_add, &domain_set, &domain_remove,
    &ldapserver_group, &ldapserver_list, &ldapserver_show, &ldapserver_add, &ldapserver_set,
    &ldapserver_remove,
    &attribute_group, &attribute_names, &attribute_list, &attribute_set, &attribute_remove,
    &profile_group, &profile_link, &profile_links, &profile_revoke, &profile_qr,
    &account_group, &account_show,
    &dns_group, &dns_formats, &dns_records, &dns_export, &dns_diff, &dns_plan, &dns_plans,
    &dns_apply, &dns_verify, &dns_undo, &dns_rollover_group, &dns_rollover_start,
    &dns_rollover_list, &dns_rollover_show, &dns_rollover_advance, &dns_rollover_cancel,
    &dns_rollover_run, &dns_watch, &dns_setup_group, &dns_setup_bind,
    &trace_address,
    &check_domains, &check_status, &check_changes, &check_explain, &check_ignore, &check_ignored,
    &check_heed, &check_weigh, &check_weights, &check_migrate,
    &history_group, &history_list, &history_show,
    &import_group, &import_automx2, &import_autoconfig, &import_example,
    &config_group, &config_check, &config_show, &config_manual,
    &version,
};
// clang-format on

} // namespace

std::span<const Verb* const> verbs() {
    return table;
}

} // namespace fingerpost::cli

/// @file
/// THE TABLE of verbs. A new verb is a file that defines one, its name here, and a row in
/// verbs.cpp; its help, its suggestions and its options follow.
#pragma once

#include "cli/verb.hpp"

namespace fingerpost::cli {

extern const Verb provider_group;
extern const Verb provider_list;
extern const Verb provider_show;
extern const Verb provider_add;
extern const Verb provider_set;
extern const Verb provider_remove;
extern const Verb server_group;
extern const Verb server_list;
extern const Verb server_show;
extern const Verb server_add;
extern const Verb server_set;
extern const Verb server_remove;
extern const Verb ldapserver_group;
extern const Verb ldapserver_list;
extern const Verb ldapserver_show;
extern const Verb ldapserver_add;
extern const Verb ldapserver_set;
extern const Verb ldapserver_remove;
extern const Verb domain_group;
extern const Verb domain_list;
extern const Verb domain_show;
extern const Verb domain_add;
extern const Verb domain_set;
extern const Verb domain_remove;
extern const Verb attribute_group;
extern const Verb attribute_names;
extern const Verb attribute_list;
extern const Verb attribute_set;
extern const Verb attribute_remove;
extern const Verb account_group;
extern const Verb account_show;
extern const Verb config_group;
extern const Verb config_check;
extern const Verb config_show;
extern const Verb config_manual;
extern const Verb profile_group;
extern const Verb profile_link;
extern const Verb profile_links;
extern const Verb profile_revoke;
extern const Verb profile_qr;
extern const Verb dns_group;
extern const Verb dns_formats;
extern const Verb dns_records;
extern const Verb dns_export;
extern const Verb dns_diff;
extern const Verb dns_plan;
extern const Verb dns_plans;
extern const Verb dns_apply;
extern const Verb dns_verify;
extern const Verb dns_undo;
extern const Verb dns_rollover_group;
extern const Verb dns_rollover_start;
extern const Verb dns_rollover_list;
extern const Verb dns_rollover_show;
extern const Verb dns_rollover_advance;
extern const Verb dns_rollover_cancel;
extern const Verb dns_rollover_run;
extern const Verb dns_watch;
extern const Verb dns_setup_group;
extern const Verb dns_setup_bind;
extern const Verb trace_address;
extern const Verb check_domains;
extern const Verb check_status;
extern const Verb check_changes;
extern const Verb check_explain;
extern const Verb check_ignore;
extern const Verb check_ignored;
extern const Verb check_heed;
extern const Verb check_weigh;
extern const Verb check_weights;
extern const Verb check_migrate;
extern const Verb history_group;
extern const Verb history_list;
extern const Verb history_show;
extern const Verb import_group;
extern const Verb import_automx2;
extern const Verb import_autoconfig;
extern const Verb import_example;
extern const Verb serve;
extern const Verb version;

/// In the order of the help; a group stands before its verbs.
std::span<const Verb* const> verbs();

} // namespace fingerpost::cli

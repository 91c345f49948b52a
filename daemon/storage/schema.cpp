#include "storage/schema.hpp"

#include <array>

namespace fingerpost::storage {

namespace {

constexpr std::array base_tables{
    SchemaItem{"provider", R"(CREATE TABLE provider (
	id INTEGER NOT NULL,
	name VARCHAR(128) NOT NULL,
	short_name VARCHAR(32) NOT NULL,
	PRIMARY KEY (id)
))"},
    SchemaItem{"server", R"(CREATE TABLE server (
	id INTEGER NOT NULL,
	prio INTEGER DEFAULT '10' NOT NULL,
	name VARCHAR(128) NOT NULL,
	port INTEGER NOT NULL,
	type VARCHAR(32) NOT NULL,
	socket_type VARCHAR(32) NOT NULL,
	user_name VARCHAR(64) NOT NULL,
	authentication VARCHAR(32) NOT NULL,
	PRIMARY KEY (id)
))"},
    SchemaItem{"davserver", R"(CREATE TABLE davserver (
	id INTEGER NOT NULL,
	url VARCHAR(128) NOT NULL,
	port INTEGER NOT NULL,
	type VARCHAR(32) NOT NULL,
	use_ssl BOOLEAN NOT NULL,
	domain_required BOOLEAN NOT NULL,
	user_name VARCHAR(64),
	PRIMARY KEY (id)
))"},
    SchemaItem{"ldapserver", R"(CREATE TABLE ldapserver (
	id INTEGER NOT NULL,
	name VARCHAR(128) NOT NULL,
	port INTEGER NOT NULL,
	use_ssl BOOLEAN NOT NULL,
	search_base VARCHAR(128) NOT NULL,
	search_filter VARCHAR(128) NOT NULL,
	attr_uid VARCHAR(32) NOT NULL,
	attr_cn VARCHAR(32),
	bind_password VARCHAR(128),
	bind_user VARCHAR(128),
	PRIMARY KEY (id)
))"},
    SchemaItem{"domain", R"(CREATE TABLE domain (
	id INTEGER NOT NULL,
	name VARCHAR(128) NOT NULL,
	provider_id INTEGER NOT NULL,
	ldapserver_id INTEGER,
	PRIMARY KEY (id),
	UNIQUE (name),
	FOREIGN KEY(provider_id) REFERENCES provider (id),
	FOREIGN KEY(ldapserver_id) REFERENCES ldapserver (id)
))"},
    SchemaItem{"server_domain", R"(CREATE TABLE server_domain (
	server_id INTEGER NOT NULL,
	domain_id INTEGER NOT NULL,
	PRIMARY KEY (server_id, domain_id),
	FOREIGN KEY(server_id) REFERENCES server (id),
	FOREIGN KEY(domain_id) REFERENCES domain (id)
))"},
    SchemaItem{"davserver_domain", R"(CREATE TABLE davserver_domain (
	davserver_id INTEGER NOT NULL,
	domain_id INTEGER NOT NULL,
	PRIMARY KEY (davserver_id, domain_id),
	FOREIGN KEY(davserver_id) REFERENCES davserver (id),
	FOREIGN KEY(domain_id) REFERENCES domain (id)
))"},
};

// server_domain's holds all a load reads; davserver_domain's keeps the order of insertion
constexpr std::array indexes{
    SchemaItem{
        "fingerpost_server_domain",
        "CREATE INDEX fingerpost_server_domain ON server_domain (domain_id, server_id)"},
    SchemaItem{
        "fingerpost_davserver_domain",
        "CREATE INDEX fingerpost_davserver_domain ON davserver_domain (domain_id)"},
    SchemaItem{
        "fingerpost_domain_provider",
        "CREATE INDEX fingerpost_domain_provider ON domain (provider_id)"},
};

constexpr std::array<std::string_view, 9> own_steps{
    R"(
CREATE TABLE fingerpost_change (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	what TEXT NOT NULL,
	name TEXT NOT NULL
))",
    R"(
CREATE TABLE fingerpost_provider_attribute (
	provider_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	language TEXT NOT NULL DEFAULT '',
	value TEXT NOT NULL,
	PRIMARY KEY (provider_id, name, language)
);
CREATE TABLE fingerpost_domain_attribute (
	domain_id INTEGER NOT NULL,
	name TEXT NOT NULL,
	language TEXT NOT NULL DEFAULT '',
	value TEXT NOT NULL,
	PRIMARY KEY (domain_id, name, language)
))",
    R"(
CREATE TABLE fingerpost_pacc (
	settings TEXT NOT NULL,
	document TEXT NOT NULL,
	settled_at INTEGER NOT NULL
);
CREATE INDEX fingerpost_pacc_settings ON fingerpost_pacc (settings)
)",
    R"(
CREATE TABLE fingerpost_profile_link (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	token_hash TEXT NOT NULL,
	query TEXT NOT NULL,
	created INTEGER NOT NULL,
	expires INTEGER NOT NULL,
	uses_left INTEGER NOT NULL,
	UNIQUE (token_hash)
))",
    R"(
CREATE TABLE fingerpost_record_set (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	records TEXT NOT NULL,
	UNIQUE (records)
);
CREATE TABLE fingerpost_published (
	domain TEXT NOT NULL,
	record_set INTEGER NOT NULL,
	desired TEXT NOT NULL,
	applied_at INTEGER NOT NULL,
	PRIMARY KEY (domain)
);
CREATE INDEX fingerpost_published_set ON fingerpost_published (record_set);
CREATE TABLE fingerpost_plan (
	id TEXT NOT NULL,
	made_at INTEGER NOT NULL,
	scope TEXT NOT NULL,
	policy TEXT NOT NULL,
	summary TEXT NOT NULL,
	state TEXT NOT NULL,
	PRIMARY KEY (id)
);
CREATE TABLE fingerpost_plan_step (
	plan TEXT NOT NULL,
	domain TEXT NOT NULL,
	state TEXT NOT NULL,
	changes TEXT NOT NULL,
	what TEXT NOT NULL,
	PRIMARY KEY (plan, domain)
);
CREATE INDEX fingerpost_plan_step_state ON fingerpost_plan_step (state)
)",
    R"(
ALTER TABLE fingerpost_provider_attribute RENAME COLUMN language TO qualifier;
ALTER TABLE fingerpost_domain_attribute RENAME COLUMN language TO qualifier
)",
    R"(
CREATE TABLE fingerpost_zone_serial (
	zone TEXT NOT NULL,
	digest TEXT NOT NULL,
	serial INTEGER NOT NULL,
	PRIMARY KEY (zone)
))",
    R"(
CREATE TABLE fingerpost_rollover (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	kind TEXT NOT NULL,
	domain TEXT NOT NULL,
	provider INTEGER NOT NULL,
	old_qualifier TEXT NOT NULL,
	old_value TEXT NOT NULL,
	old_after TEXT NOT NULL,
	new_qualifier TEXT NOT NULL,
	new_value TEXT NOT NULL,
	lowered_from TEXT NOT NULL,
	lowered_to TEXT NOT NULL,
	hold INTEGER NOT NULL,
	margin INTEGER NOT NULL,
	hook TEXT NOT NULL,
	step TEXT NOT NULL,
	since INTEGER NOT NULL,
	due INTEGER NOT NULL,
	ttl INTEGER NOT NULL,
	next_ttl INTEGER NOT NULL,
	tracked INTEGER NOT NULL,
	hook_state TEXT NOT NULL,
	note TEXT NOT NULL
)
)",
    R"(
CREATE TABLE fingerpost_check_severity (
	domain TEXT NOT NULL,
	check_id TEXT NOT NULL,
	severity TEXT NOT NULL,
	PRIMARY KEY (domain, check_id)
);
CREATE TABLE fingerpost_check_ignore (
	id INTEGER PRIMARY KEY AUTOINCREMENT,
	domain TEXT NOT NULL,
	check_id TEXT NOT NULL,
	subject TEXT NOT NULL,
	reason TEXT NOT NULL,
	author TEXT NOT NULL,
	until_time INTEGER NOT NULL
);
CREATE TABLE fingerpost_check_memory (
	domain TEXT NOT NULL,
	name TEXT NOT NULL,
	value TEXT NOT NULL,
	PRIMARY KEY (domain, name)
);
CREATE TABLE fingerpost_check_state (
	domain TEXT NOT NULL,
	state TEXT NOT NULL,
	desired TEXT NOT NULL,
	PRIMARY KEY (domain)
);
CREATE TABLE fingerpost_check_bit (
	check_id TEXT NOT NULL,
	bit INTEGER NOT NULL,
	PRIMARY KEY (check_id),
	UNIQUE (bit)
);
CREATE TABLE fingerpost_check_change (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	changed_at INTEGER NOT NULL,
	domain TEXT NOT NULL,
	check_id TEXT NOT NULL,
	severity_before TEXT NOT NULL,
	severity_after TEXT NOT NULL,
	subject TEXT NOT NULL,
	found TEXT NOT NULL
);
CREATE TABLE fingerpost_check_due (
	domain TEXT NOT NULL,
	due INTEGER NOT NULL,
	PRIMARY KEY (domain)
);
CREATE INDEX fingerpost_check_due_order ON fingerpost_check_due (due);
CREATE TABLE fingerpost_check_sweep (
	position TEXT NOT NULL,
	round INTEGER NOT NULL,
	began_at INTEGER NOT NULL,
	moved_at INTEGER NOT NULL,
	looked_at INTEGER NOT NULL
)
)"};

} // namespace

std::span<const SchemaItem> base_schema() {
    return base_tables;
}
std::span<const SchemaItem> index_schema() {
    return indexes;
}
std::span<const std::string_view> own_schema() {
    return own_steps;
}

} // namespace fingerpost::storage

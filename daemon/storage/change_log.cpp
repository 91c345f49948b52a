#include "storage/change_log.hpp"

#include <algorithm>

namespace fingerpost::storage {

namespace {

using namespace std::string_literals;

const auto log_it = "INSERT INTO fingerpost_change (what, name) "s;

/// The links that stay behind when a domain goes, or its id.
const auto log_links_left = log_it +
                            "SELECT 'domain', '#' || OLD.id WHERE "
                            "EXISTS (SELECT 1 FROM server_domain WHERE domain_id = OLD.id) OR "
                            "EXISTS (SELECT 1 FROM davserver_domain WHERE domain_id = OLD.id); ";

/// `when` may end in a condition of its own. Nothing is noted in a full log.
Trigger trigger(const std::string& name, const std::string& when, const std::string& statements) {
    const auto full_name = "fingerpost_" + name;
    const std::string joined = when.find(" WHEN ") == when.npos ? " WHEN " : " AND ";
    return {
        full_name,
        "CREATE TRIGGER " + full_name + " " + when + joined +
            "coalesce((SELECT max(seq) FROM fingerpost_change) - "
            "(SELECT min(seq) FROM fingerpost_change), 0) < " +
            std::to_string(change_log_full) + " BEGIN " + statements + "END"};
}

void add_domain(std::vector<Trigger>& triggers) {
    // INSERT OR REPLACE and UPDATE OR REPLACE take rows away without any DELETE trigger
    triggers.push_back(trigger(
        "domain_replace",
        "BEFORE INSERT ON domain",
        log_it + "SELECT 'domain', name FROM domain WHERE id = NEW.id; " + log_it +
            "SELECT 'domain', '#' || id FROM domain WHERE name = NEW.name; "
    ));
    triggers.push_back(trigger(
        "domain_replace_id",
        "BEFORE UPDATE OF id ON domain",
        log_it + "SELECT 'domain', name FROM domain WHERE id = NEW.id AND OLD.id <> NEW.id; "
    ));
    triggers.push_back(trigger(
        "domain_replace_name",
        "BEFORE UPDATE OF name ON domain WHEN OLD.name <> NEW.name",
        log_it + "SELECT 'domain', '#' || id FROM domain WHERE name = NEW.name; "
    ));
    triggers.push_back(
        trigger("domain_insert", "AFTER INSERT ON domain", log_it + "VALUES ('domain', NEW.name); ")
    );
    triggers.push_back(trigger(
        "domain_update",
        "AFTER UPDATE ON domain",
        log_it + "VALUES ('domain', NEW.name); " + log_it +
            "SELECT 'domain', OLD.name WHERE OLD.name <> NEW.name; "
    ));
    triggers.push_back(trigger("domain_move", "AFTER UPDATE OF id ON domain", log_links_left));
    triggers.push_back(trigger(
        "domain_delete",
        "AFTER DELETE ON domain",
        log_it + "VALUES ('domain', OLD.name); " + log_links_left
    ));
}

void add_offer_table(std::vector<Trigger>& triggers, const std::string& table) {
    const auto row = [&](const std::string& id) {
        return "SELECT 'offer', '" + table + " ' || " + id;
    };
    triggers.push_back(
        trigger(table + "_insert", "AFTER INSERT ON " + table, log_it + row("NEW.id") + "; ")
    );
    triggers.push_back(trigger(
        table + "_update",
        "AFTER UPDATE ON " + table,
        log_it + row("NEW.id") + "; " + log_it + row("OLD.id") + " WHERE OLD.id <> NEW.id; "
    ));
    triggers.push_back(
        trigger(table + "_delete", "AFTER DELETE ON " + table, log_it + row("OLD.id") + "; ")
    );
}

void add_link_table(std::vector<Trigger>& triggers, const std::string& table) {
    const auto domain_of = [](const std::string& row) {
        return "SELECT 'domain', coalesce((SELECT name FROM domain WHERE id = " + row +
               ".domain_id), '#' || " + row + ".domain_id)";
    };
    triggers.push_back(
        trigger(table + "_insert", "AFTER INSERT ON " + table, log_it + domain_of("NEW") + "; ")
    );
    triggers.push_back(trigger(
        table + "_update",
        "AFTER UPDATE ON " + table,
        log_it + domain_of("NEW") + "; " + log_it + domain_of("OLD") +
            " WHERE OLD.domain_id <> NEW.domain_id; "
    ));
    triggers.push_back(
        trigger(table + "_delete", "AFTER DELETE ON " + table, log_it + domain_of("OLD") + "; ")
    );
}

void add_attribute_table(std::vector<Trigger>& triggers, const std::string& owner) {
    const auto table = "fingerpost_" + owner + "_attribute";
    const auto note = [&](const std::string& row) {
        const auto id = row + '.' + owner + "_id";
        return log_it +
               (owner == "domain" ? "SELECT 'domain', coalesce((SELECT name FROM domain "
                                    "WHERE id = " +
                                        id + "), '#' || " + id + ")"
                                  : "SELECT 'offer', 'provider ' || " + id) +
               "; ";
    };
    const auto name = owner + "_attribute";
    triggers.push_back(trigger(name + "_insert", "AFTER INSERT ON " + table, note("NEW")));
    triggers.push_back(
        trigger(name + "_update", "AFTER UPDATE ON " + table, note("NEW") + note("OLD"))
    );
    triggers.push_back(trigger(name + "_delete", "AFTER DELETE ON " + table, note("OLD")));
}

/// Attributes go and move with their owner, also when another program removes it: a new row may be
/// given the old one's id.
void add_attribute_owner(std::vector<Trigger>& triggers, const std::string& owner) {
    const auto table = "fingerpost_" + owner + "_attribute";
    const auto add = [&](const std::string& name, const std::string& when, const std::string& act) {
        const auto full_name = "fingerpost_" + owner + name;
        triggers.push_back(
            {full_name,
             "CREATE TRIGGER " + full_name + ' ' + when + owner + " BEGIN " + act + "; END"}
        );
    };
    const auto forget = "DELETE FROM " + table + " WHERE " + owner + "_id = ";
    add("_begins_without_attributes", "AFTER INSERT ON ", forget + "NEW.id");
    add("_takes_attributes_along", "AFTER DELETE ON ", forget + "OLD.id");
    add("_moves_with_attributes",
        "AFTER UPDATE OF id ON ",
        forget + "NEW.id AND NEW.id <> OLD.id; UPDATE " + table + " SET " + owner +
            "_id = NEW.id WHERE " + owner + "_id = OLD.id");
}

} // namespace

std::vector<Trigger> change_log_triggers() {
    std::vector<Trigger> triggers;
    add_domain(triggers);
    for (const auto* table : {"provider", "server", "davserver", "ldapserver"})
        add_offer_table(triggers, table);
    for (const auto* table : {"server_domain", "davserver_domain"})
        add_link_table(triggers, table);
    for (const auto* owner : {"provider", "domain"}) {
        add_attribute_table(triggers, owner);
        add_attribute_owner(triggers, owner);
    }
    return triggers;
}

bool has_change_log(Connection& connection) {
    if (!connection.has_table("fingerpost_change")) return false;
    const auto triggers = change_log_triggers();
    return std::ranges::all_of(triggers, [&](const Trigger& wanted) {
        return connection.has_trigger(wanted.name);
    });
}

} // namespace fingerpost::storage

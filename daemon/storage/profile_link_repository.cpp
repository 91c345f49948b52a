#include "storage/profile_link_repository.hpp"

namespace fingerpost::storage {

namespace {

constexpr std::string_view columns =
    "SELECT id, query, created, expires, uses_left FROM fingerpost_profile_link ";

/// Also false in a database that may only be read and was not brought up to date.
bool has_links(Connection& connection) {
    return connection.has_table("fingerpost_profile_link");
}

ProfileLink link_of(const Statement& row) {
    return {
        row.integer(0), std::string(row.text(1)), row.integer(2), row.integer(3), row.integer(4)};
}

} // namespace

std::int64_t ProfileLinkRepository::add(const ProfileLink& link, std::string_view token_hash) {
    prune(link.created);
    const auto insert = connection_.prepare("INSERT INTO fingerpost_profile_link "
                                            "(token_hash, query, created, expires, uses_left) "
                                            "VALUES (?, ?, ?, ?, ?)");
    insert->bind(1, token_hash).bind(2, link.query).bind(3, link.created);
    insert->bind(4, link.expires).bind(5, link.uses_left).step();
    return connection_.last_id();
}

std::vector<ProfileLink> ProfileLinkRepository::list() {
    std::vector<ProfileLink> links;
    if (!has_links(connection_)) return links;
    const auto rows = connection_.prepare(std::string(columns) + "ORDER BY id");
    while (rows->step())
        links.push_back(link_of(*rows));
    return links;
}

std::optional<ProfileLink>
ProfileLinkRepository::find(std::string_view token_hash, std::int64_t now) {
    if (!has_links(connection_)) return std::nullopt;
    const auto row = connection_.prepare(
        std::string(columns) + "WHERE token_hash = ? AND expires > ? AND uses_left > 0"
    );
    row->bind(1, token_hash).bind(2, now);
    return row->step() ? std::optional(link_of(*row)) : std::nullopt;
}

bool ProfileLinkRepository::use(std::int64_t id, std::int64_t now) {
    const auto update =
        connection_.prepare("UPDATE fingerpost_profile_link SET uses_left = uses_left - 1 "
                            "WHERE id = ? AND expires > ? AND uses_left > 0");
    update->bind(1, id).bind(2, now).step();
    return connection_.changed_rows() > 0;
}

Result<void> ProfileLinkRepository::remove(std::int64_t id) {
    const auto statement = connection_.prepare("DELETE FROM fingerpost_profile_link WHERE id = ?");
    statement->bind(1, id).step();
    if (connection_.changed_rows() > 0) return {};
    return Error{
        Errc::not_found,
        "no link " + std::to_string(id) + "; fingerpost profile links shows those there are"};
}

std::int64_t ProfileLinkRepository::prune(std::int64_t now) {
    const auto statement =
        connection_.prepare("DELETE FROM fingerpost_profile_link WHERE expires <= ?");
    statement->bind(1, now).step();
    return connection_.changed_rows();
}

} // namespace fingerpost::storage

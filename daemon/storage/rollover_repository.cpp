#include "storage/rollover_repository.hpp"

#include "base/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace fingerpost::storage {

namespace {

constexpr std::string_view columns =
    "kind, domain, provider, old_qualifier, old_value, old_after, new_qualifier, new_value, "
    "lowered_from, lowered_to, hold, margin, hook, step, since, due, ttl, next_ttl, tracked, "
    "hook_state, note";
constexpr int column_count = 21;

std::string text_of(const std::vector<std::string>& words) {
    return boost::json::serialize(boost::json::array(words.begin(), words.end()));
}

std::vector<std::string> words_of(std::string_view text) {
    boost::system::error_code failed;
    const auto value = boost::json::parse(boost::json::string_view(text), failed);
    std::vector<std::string> words;
    if (failed || !value.is_array()) return words;
    for (const auto& word : value.get_array())
        if (word.is_string()) words.emplace_back(word.get_string().c_str());
    return words;
}

/// In the order of `columns`.
void bind(Statement& to, const Rollover& row) {
    to.bind(1, row.kind).bind(2, row.domain).bind(3, row.provider);
    to.bind(4, row.old_qualifier).bind(5, row.old_value).bind(6, row.old_after);
    to.bind(7, row.new_qualifier).bind(8, row.new_value);
    to.bind(9, row.lowered_from).bind(10, row.lowered_to);
    to.bind(11, row.hold).bind(12, row.margin).bind(13, text_of(row.hook));
    to.bind(14, row.step).bind(15, row.since).bind(16, row.due);
    to.bind(17, row.ttl).bind(18, row.next_ttl).bind(19, std::int64_t{row.tracked});
    to.bind(20, row.hook_state).bind(21, row.note);
}

/// Of `columns`, then the id.
Rollover read(const Statement& from) {
    const auto text = [&](int column) { return std::string(from.text(column)); };
    Rollover row;
    row.kind = text(0);
    row.domain = text(1);
    row.provider = from.integer(2);
    row.old_qualifier = text(3);
    row.old_value = text(4);
    row.old_after = text(5);
    row.new_qualifier = text(6);
    row.new_value = text(7);
    row.lowered_from = text(8);
    row.lowered_to = text(9);
    row.hold = from.integer(10);
    row.margin = from.integer(11);
    row.hook = words_of(from.text(12));
    row.step = text(13);
    row.since = from.integer(14);
    row.due = from.integer(15);
    row.ttl = from.integer(16);
    row.next_ttl = from.integer(17);
    row.tracked = from.integer(18) != 0;
    row.hook_state = text(19);
    row.note = text(20);
    row.id = from.integer(column_count);
    return row;
}

std::string select() {
    return "SELECT " + std::string(columns) + ", id FROM fingerpost_rollover ";
}

} // namespace

std::int64_t RolloverRepository::add(const Rollover& rollover) {
    std::string marks = "?";
    for (int i = 1; i < column_count; ++i)
        marks += ", ?";
    const auto insert = connection_.prepare(
        "INSERT INTO fingerpost_rollover (" + std::string(columns) + ") VALUES (" + marks + ')'
    );
    bind(*insert, rollover);
    insert->step();
    return connection_.last_id();
}

Result<Rollover> RolloverRepository::get(std::int64_t id) {
    const auto row = connection_.prepare(select() + "WHERE id = ?");
    row->bind(1, id);
    if (row->step()) return read(*row);
    return Error{
        Errc::not_found,
        "there is no roll-over " + std::to_string(id) + ": fingerpost dns rollover list"};
}

std::vector<Rollover> RolloverRepository::list() {
    std::vector<Rollover> all;
    if (!connection_.has_table("fingerpost_rollover")) return all;
    const auto rows = connection_.prepare(select() + "ORDER BY id");
    while (rows->step())
        all.push_back(read(*rows));
    return all;
}

bool RolloverRepository::replace(const Rollover& before, const Rollover& after) {
    Transaction transaction(connection_);
    const auto now = get(before.id);
    if (!now || *now != before) return false;
    std::string sets;
    for (const auto& column : split_list(columns))
        sets.append(sets.empty() ? "" : ", ").append(column).append(" = ?");
    const auto update =
        connection_.prepare("UPDATE fingerpost_rollover SET " + sets + " WHERE id = ?");
    bind(*update, after);
    update->bind(column_count + 1, before.id).step();
    transaction.commit();
    return true;
}

} // namespace fingerpost::storage

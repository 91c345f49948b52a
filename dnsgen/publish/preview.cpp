#include "publish/preview.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>

namespace fingerpost::publish {

namespace {

namespace json = boost::json;
using zone::RRset;

struct KindWords {
    ChangeKind kind;
    std::string_view counted; ///< after a number
    std::string_view sign;    ///< before a line
    std::string_view colour;  ///< ECMA-48 SGR
};

constexpr std::array kinds{
    KindWords{ChangeKind::create, "to create", "+", "32"},
    KindWords{ChangeKind::update, "to update", "~", "33"},
    KindWords{ChangeKind::remove, "to delete", "-", "31"},
    KindWords{ChangeKind::none, "as they are", "=", ""},
    KindWords{ChangeKind::foreign, "of somebody else", "!", "35"},
    KindWords{ChangeKind::conflict, "in conflict", "!", "35"},
    KindWords{ChangeKind::unknown, "unknown", "?", "36"},
};

const KindWords& words(ChangeKind kind) {
    return kinds.at(static_cast<std::size_t>(kind));
}

bool has(const RRset& set, const std::string& value) {
    return std::ranges::find(set.values, value) != set.values.end();
}

class Text {
public:
    explicit Text(bool coloured) : coloured_(coloured) {}

    void add(const DomainPlan& plan) {
        const auto shown = [](const Change& change) { return change.kind != ChangeKind::none; };
        if (std::ranges::none_of(plan.changes, shown)) return;
        text_ += plan.domain + '\n';
        for (const auto& change : plan.changes)
            if (shown(change)) add(change);
    }

    std::string text_;

private:
    void add(const Change& change) {
        const auto& row = words(change.kind);
        if (!change.acts()) {
            line(row, change.after, name(change.kind), change.why);
            return;
        }
        for (const auto& value : change.before.values)
            if (!has(change.after, value) || change.before.ttl != change.after.ttl)
                line(words(ChangeKind::remove), change.before, value);
        for (const auto& value : change.after.values)
            if (!has(change.before, value) || change.before.ttl != change.after.ttl)
                line(words(ChangeKind::create), change.after, value);
        if (!change.why.empty()) text_ += "      " + change.why + '\n';
    }

    void line(
        const KindWords& row, const RRset& set, std::string_view value, std::string_view why = {}
    ) {
        const bool colour = coloured_ && !row.colour.empty();
        if (colour) text_.append("\033[").append(row.colour).append("m");
        text_.append("  ").append(row.sign).append(" ").append(set.owner).append(" ");
        text_.append(std::to_string(set.ttl)).append(" ").append(set.type).append(" ");
        text_.append(value);
        if (!why.empty()) text_.append(": ").append(why);
        if (colour) text_ += "\033[0m";
        text_ += '\n';
    }

    bool coloured_;
};

json::array values_of(const RRset& set) {
    json::array values;
    for (const auto& value : set.values)
        values.emplace_back(value);
    return values;
}

json::object object_of(const Change& change) {
    return {
        {"kind", name(change.kind)},
        {"owner", change.owner()},
        {"type", change.type()},
        {"before", {{"ttl", change.before.ttl}, {"values", values_of(change.before)}}},
        {"after", {{"ttl", change.after.ttl}, {"values", values_of(change.after)}}},
        {"why", change.why}};
}

json::array array_of(const RRsets& sets) {
    json::array all;
    for (const auto& set : sets)
        all.push_back(json::object{
            {"owner", set.owner}, {"type", set.type}, {"ttl", set.ttl}, {"values", values_of(set)}}
        );
    return all;
}

json::object object_of(const DomainPlan& plan) {
    json::array changes;
    for (const auto& change : plan.changes)
        changes.push_back(object_of(change));
    return {
        {"domain", plan.domain},
        {"changes", std::move(changes)},
        {"published_before", array_of(plan.published_before)},
        {"published_after", array_of(plan.published_after)}};
}

// Of what we wrote ourselves: boost::json throws at everything that is not as we wrote it.

RRset read_set(const json::value& from, std::string owner, std::string type) {
    RRset set{std::move(owner), std::move(type), from.at("ttl").to_number<std::uint32_t>(), {}};
    for (const auto& value : from.at("values").as_array())
        set.values.emplace_back(value.as_string());
    return set;
}

RRset read_set(const json::value& from) {
    return read_set(
        from, std::string(from.at("owner").as_string()), std::string(from.at("type").as_string())
    );
}

Change read_change(const json::value& from) {
    const std::string owner(from.at("owner").as_string()), type(from.at("type").as_string());
    Change change;
    const auto* const row = std::ranges::find(
        kinds,
        std::string_view(from.at("kind").as_string()),
        [](const KindWords& words) { return name(words.kind); }
    );
    change.kind = row == kinds.end() ? ChangeKind::unknown : row->kind;
    change.before = read_set(from.at("before"), owner, type);
    change.after = read_set(from.at("after"), owner, type);
    change.why = std::string(from.at("why").as_string());
    return change;
}

std::string cell(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        if (c == '|' || c == '\\' || c == '`' || c == '*' || c == '_' || c == '<') safe += '\\';
        safe += c;
    }
    return safe;
}

std::string cell(const RRset& set) {
    std::string text;
    for (const auto& value : set.values)
        text.append(text.empty() ? "" : "<br>").append(cell(value));
    return text;
}

} // namespace

std::string summary(const Plan& plan) {
    std::string text;
    for (const auto& row : kinds) {
        const auto counted = plan.count(row.kind);
        if (counted == 0) continue;
        text.append(text.empty() ? "" : ", ").append(std::to_string(counted));
        text.append(" ").append(row.counted);
    }
    return text.empty() ? "nothing to do" : text;
}

std::string text_of(const Plan& plan, bool coloured) {
    Text text(coloured);
    for (const auto& domain : plan.domains)
        text.add(domain);
    return text.text_ + summary(plan) + '\n';
}

std::string markdown_of(const Plan& plan) {
    std::string text = "## Plan " + plan.id() + "\n\n" + summary(plan) + "\n";
    for (const auto& domain : plan.domains) {
        text +=
            "\n### " + cell(domain.domain) + "\n\n| change | name | type | now | then | why |\n";
        text += "|---|---|---|---|---|---|\n";
        for (const auto& change : domain.changes) {
            if (change.kind == ChangeKind::none) continue;
            text.append("| ").append(name(change.kind)).append(" | ").append(cell(change.owner()));
            text.append(" | ").append(change.type()).append(" | ").append(cell(change.before));
            text.append(" | ").append(cell(change.after)).append(" | ").append(cell(change.why));
            text += " |\n";
        }
    }
    return text;
}

std::string json_of(const Plan& plan) {
    json::object counts;
    for (const auto& row : kinds)
        counts[name(row.kind)] = plan.count(row.kind);
    json::array domains;
    for (const auto& domain : plan.domains)
        domains.push_back(object_of(domain));
    return json::serialize(json::object{
               {"id", plan.id()},
               {"considered", plan.considered},
               {"counts", std::move(counts)},
               {"domains", std::move(domains)}}) +
           '\n';
}

std::string json_of(const DomainPlan& plan) {
    return json::serialize(object_of(plan));
}

Result<DomainPlan> parse_domain_plan(std::string_view text) try {
    const auto from = json::parse(text);
    DomainPlan plan;
    plan.domain = std::string(from.at("domain").as_string());
    for (const auto& change : from.at("changes").as_array())
        plan.changes.push_back(read_change(change));
    for (const auto& set : from.at("published_before").as_array())
        plan.published_before.push_back(read_set(set));
    for (const auto& set : from.at("published_after").as_array())
        plan.published_after.push_back(read_set(set));
    return plan;
} catch (const std::exception& error) {
    return Error{Errc::bad_request, std::string("not a kept plan: ") + error.what()};
}

} // namespace fingerpost::publish

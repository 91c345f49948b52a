#include "check/report.hpp"

#include "format/lines.hpp"
#include "protocol/xml.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <algorithm>
#include <array>
#include <map>

namespace fingerpost::check {

namespace {

namespace json = boost::json;

/// The worst first: what is sure and grave, then what nobody knows, then what is well.
int rank(const Finding& finding) {
    if (finding.verdict == Verdict::ok) return 6;
    if (!finding.ignored.empty()) return 5;
    if (finding.verdict == Verdict::unknown) return 3;
    constexpr std::array ranks{4, 2, 1};
    return ranks.at(static_cast<std::size_t>(finding.severity));
}

std::vector<const Finding*> sorted(const Findings& findings, bool with_ok) {
    std::vector<const Finding*> list;
    for (const auto& finding : findings.all())
        if (with_ok || finding.verdict != Verdict::ok) list.push_back(&finding);
    std::ranges::stable_sort(list, {}, [](const Finding* finding) { return rank(*finding); });
    return list;
}

/// "error", "unknown", "ok", "ignored"
std::string_view weight(const Finding& finding) {
    if (!finding.ignored.empty()) return "ignored";
    const bool judged = finding.verdict != Verdict::ok && finding.verdict != Verdict::unknown;
    return judged ? name(finding.severity) : name(finding.verdict);
}

/// Control characters as "?", lines as they are.
std::string shown(std::string_view text) {
    std::string safe(text);
    for (char& c : safe)
        if ((static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f) c = '?';
    return safe;
}

/// "  label   text", further lines of the text below its beginning.
void add_field(std::string& out, std::string_view label, std::string_view text) {
    constexpr std::size_t width = 10;
    if (text.empty()) return;
    out.append("    ").append(label).append(width - label.size(), ' ');
    for (const char c : shown(text)) {
        out += c;
        if (c == '\n') out.append(width + 4, ' ');
    }
    out += '\n';
}

std::string_view without_end(std::string_view text) {
    while (text.ends_with('\n'))
        text.remove_suffix(1);
    return text;
}

/// What is not known, one line a reason: a server that is down is one thing to mend, not fifty.
class UnknownByReason {
public:
    void add(const Finding& finding) {
        auto& group = groups_[finding.found];
        if (group.count == 0) order_.push_back(finding.found);
        if (++group.count > most) return;
        group.first += group.first.empty() ? "" : ", ";
        group.first += std::string(finding.check->id) + " (" + finding.subject + ')';
    }

    /// What was added since it was last called.
    std::string take() {
        std::string out;
        for (const auto& reason : order_) {
            const auto& group = groups_[reason];
            out += "unknown  " + shown(reason) + '\n';
            const auto more = group.count > most
                                  ? " and " + std::to_string(group.count - most) + " more"
                                  : std::string();
            add_field(out, "for", group.first + more);
        }
        order_.clear();
        groups_.clear();
        return out;
    }

private:
    static constexpr std::size_t most = 5;
    struct Group {
        std::size_t count = 0;
        std::string first;
    };
    std::map<std::string, Group> groups_;
    std::vector<std::string> order_;
};

/// The records in the operator's form.
std::string
written(const zone::Records& records, std::string_view domain, const ReportOptions& options) {
    if (records.empty()) return {};
    if (!options.fix) return std::string(without_end(format::lines(records)));
    auto inside = records;
    zone::sort_unique(inside);
    const auto output = format::write(*options.fix, {domain, inside}, options.with);
    return std::string(without_end(output ? output->text : format::lines(records)));
}

json::array records_json(const zone::Records& records) {
    json::array list;
    for (const auto& record : records)
        list.push_back(json::object{
            {"owner", record.owner},
            {"ttl", record.ttl},
            {"type", record.type},
            {"data", record.data}});
    return list;
}

json::object finding_json(const Finding& finding) {
    json::object object{
        {"check", finding.check->id},
        {"verdict", name(finding.verdict)},
        {"subject", finding.subject}};
    const bool judged = finding.verdict != Verdict::ok && finding.verdict != Verdict::unknown;
    if (judged) object["severity"] = name(finding.severity);
    const auto add = [&](const char* key, std::string_view text) {
        if (!text.empty()) object[key] = text;
    };
    add("expected", finding.expected);
    add("found", finding.found);
    add("detail", finding.detail);
    add("ignored", finding.ignored);
    if (finding.verdict == Verdict::ok) return object;
    add("matters", finding.check->matters);
    add("remedy", finding.check->remedy);
    add("specification", finding.check->spec);
    if (!finding.publish.empty()) object["publish"] = records_json(finding.publish);
    if (!finding.withdraw.empty()) object["withdraw"] = records_json(finding.withdraw);
    return object;
}

std::string one_cell(std::string_view text) {
    std::string cell;
    for (const char c : shown(text)) {
        if (c == '|' || c == '\\' || c == '<' || c == '`') cell += '\\';
        cell += c == '\n' ? ' ' : c;
    }
    return cell;
}

} // namespace

Tally& Tally::operator+=(const Tally& other) {
    errors += other.errors;
    warnings += other.warnings;
    infos += other.infos;
    unknown += other.unknown;
    ok += other.ok;
    ignored += other.ignored;
    return *this;
}

Tally tally(const Findings& findings) {
    Tally counted;
    for (const auto& finding : findings.all()) {
        if (finding.verdict == Verdict::ok)
            ++counted.ok;
        else if (!finding.ignored.empty())
            ++counted.ignored;
        else if (finding.verdict == Verdict::unknown)
            ++counted.unknown;
        else if (finding.severity == Severity::error)
            ++counted.errors;
        else if (finding.severity == Severity::warning)
            ++counted.warnings;
        else
            ++counted.infos;
    }
    return counted;
}

std::string summary(const Tally& tally) {
    std::string text;
    const auto add = [&](std::size_t count, const char* one, const char* many) {
        if (count == 0) return;
        text += (text.empty() ? "" : ", ") + std::to_string(count) + ' ';
        text += count == 1 ? one : many;
    };
    add(tally.errors, "error", "errors");
    add(tally.warnings, "warning", "warnings");
    add(tally.infos, "remark", "remarks");
    add(tally.unknown, "unknown", "unknown");
    add(tally.ignored, "ignored", "ignored");
    add(tally.ok, "ok", "ok");
    return text.empty() ? "nothing to check" : text;
}

std::string text_of(const DomainReport& report, const ReportOptions& options) {
    auto out = report.domain + ": " + summary(tally(report.findings)) + '\n';
    UnknownByReason unknown;
    for (const auto* finding : sorted(report.findings, options.all)) {
        if (weight(*finding) == "unknown") {
            unknown.add(*finding);
            continue;
        }
        out += unknown.take();
        std::string head(weight(*finding));
        head.append(9 - std::min<std::size_t>(head.size(), 8), ' ');
        head.append(finding->check->id).append("  ").append(finding->subject);
        if (finding->verdict != Verdict::ok) head.append(": ").append(name(finding->verdict));
        out += shown(head) + '\n';
        if (finding->verdict == Verdict::ok) continue;
        add_field(out, "expected", finding->expected);
        add_field(out, "found", finding->found);
        add_field(out, "", finding->detail);
        add_field(out, "ignored", finding->ignored);
        add_field(out, "why", finding->check->matters);
        add_field(out, "fix", finding->check->remedy);
        add_field(out, "delete", written(finding->withdraw, report.domain, {}));
        add_field(out, "publish", written(finding->publish, report.domain, options));
    }
    return out + unknown.take();
}

std::string markdown_of(const DomainReport& report, const ReportOptions& options) {
    auto out = "## " + report.domain + "\n\n" + summary(tally(report.findings)) + "\n\n";
    const auto list = sorted(report.findings, options.all);
    if (list.empty()) return out;
    out += "| | Check | Subject | Expected | Found | Remedy |\n|---|---|---|---|---|---|\n";
    for (const auto* finding : list) {
        const auto cells = {
            weight(*finding),
            finding->check->id,
            std::string_view(finding->subject),
            std::string_view(finding->expected),
            std::string_view(finding->found),
            finding->verdict == Verdict::ok ? std::string_view() : finding->check->remedy};
        for (const auto cell : cells)
            out += "| " + one_cell(cell) + ' ';
        out += "|\n";
    }
    out += '\n';
    for (const auto* finding : list) {
        if (finding->publish.empty()) continue;
        out.append("`").append(finding->check->id).append("`: publish\n\n```\n");
        out += shown(written(finding->publish, report.domain, options)) + "\n```\n\n";
    }
    return out;
}

json::object json_of(const DomainReport& report) {
    const auto counted = tally(report.findings);
    json::array findings;
    for (const auto* finding : sorted(report.findings, true))
        findings.push_back(finding_json(*finding));
    return {
        {"domain", report.domain},
        {"errors", counted.errors},
        {"warnings", counted.warnings},
        {"remarks", counted.infos},
        {"unknown", counted.unknown},
        {"ignored", counted.ignored},
        {"ok", counted.ok},
        {"findings", std::move(findings)}};
}

std::string junit_of(const std::vector<DomainReport>& reports) {
    protocol::XmlWriter writer;
    const auto suites = writer.root("testsuites");
    suites.attribute("name", "fingerpost check");
    for (const auto& report : reports) {
        const auto counted = tally(report.findings);
        const auto suite = suites.add("testsuite");
        const auto number = [&](const char* key, std::size_t value) {
            suite.attribute(key, std::to_string(value));
        };
        suite.attribute("name", report.domain);
        number("tests", report.findings.all().size());
        number("failures", counted.errors + counted.warnings);
        number("skipped", counted.unknown + counted.ignored);
        number("errors", 0);
        for (const auto* finding : sorted(report.findings, true)) {
            const auto test = suite.add("testcase");
            test.attribute("classname", finding->check->id);
            test.attribute("name", finding->subject);
            const auto kind = weight(*finding);
            const auto why = finding->expected.empty()
                                 ? finding->found
                                 : "expected " + finding->expected + ", found " + finding->found;
            if (kind == "unknown" || kind == "ignored")
                test.add("skipped").attribute("message", why);
            if (kind != "error" && kind != "warning") continue;
            const auto failure = test.add("failure", format::lines(finding->publish));
            failure.attribute("type", name(finding->verdict));
            failure.attribute("message", why);
        }
    }
    return writer.str();
}

std::string explained_text(const Family& family, const Check& check) {
    auto out = std::string(check.id) + " (" + std::string(name(check.severity)) + ", family " +
               std::string(family.name) + ")\n";
    add_field(out, "looks at", check.looks_at);
    add_field(out, "fires", check.finds);
    add_field(out, "why", check.matters);
    add_field(out, "remedy", check.remedy);
    add_field(out, "spec", check.spec);
    return out;
}

std::string explained_markdown(const Family& family, const Check& check) {
    const auto line = [](std::string_view label, std::string_view text) {
        return text.empty() ? std::string()
                            : "- " + std::string(label) + ": " + std::string(text) + '\n';
    };
    return "### `" + std::string(check.id) + "`\n\n" + line("Family", family.name) +
           line("Severity", name(check.severity)) + line("Looks at", check.looks_at) +
           line("Fires when", check.finds) + line("Why it matters", check.matters) +
           line("Remedy", check.remedy) + line("Specification", check.spec) + '\n';
}

} // namespace fingerpost::check

#include "check/endpoint_notes.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

void add(std::vector<std::string>& lines, const std::string& line) {
    if (std::ranges::find(lines, line) == lines.end()) lines.push_back(line);
}

std::string joined(const std::vector<std::string>& lines) {
    std::string text;
    for (const auto& line : lines)
        text += (text.empty() ? "" : "; ") + line;
    return text;
}

} // namespace

EndpointNotes::Note& EndpointNotes::note(const Check& check) {
    const auto at = std::ranges::find(notes_, &check, &Note::check);
    if (at != notes_.end()) return *at;
    return notes_.emplace_back(Note{&check});
}

void EndpointNotes::fail(
    const Check& check, const std::string& found, const std::string& expected
) {
    fail(check, check.severity, found);
    note(check).expected = expected;
}

void EndpointNotes::fail(const Check& check, Severity severity, const std::string& found) {
    auto& kept = note(check);
    kept.severity = std::max(kept.severity, severity);
    add(kept.failed, found);
}

void EndpointNotes::unclear(const Check& check, const std::string& why) {
    add(note(check).unclear, why);
}

void EndpointNotes::tell(const std::string& subject, Findings& findings) const {
    for (const auto& kept : notes_) {
        if (kept.failed.empty() && kept.unclear.empty()) {
            findings.ok(*kept.check, subject);
        } else if (kept.failed.empty()) {
            findings.unknown(*kept.check, subject, joined(kept.unclear));
        } else {
            auto& finding = findings.add(*kept.check, Verdict::wrong, subject);
            finding.severity = kept.severity;
            finding.expected = kept.expected;
            finding.found = joined(kept.failed);
        }
    }
}

} // namespace fingerpost::check

#include "check/pacc.hpp"

#include "catalog/tag_list.hpp"
#include "check/record_lines.hpp"
#include "protocol/pacc.hpp"

#include <algorithm>

namespace fingerpost::check {

namespace {

constexpr const auto& digest_check = row(pacc_checks, "ua-auto-config-digest");

constexpr std::string_view document_path = "/.well-known/user-agent-configuration.json";

/// What a record of this kind says; "" for any other, which may stand beside it.
std::string digest_in(std::string_view text) {
    const auto tags = TagList::parse(text);
    const bool known = tags && tags->get("v") == "UAAC1" && tags->get("a") == "sha256";
    return known ? std::string(tags->get("d")) : std::string();
}

std::vector<std::string> digests_in(const std::vector<std::string>& texts) {
    std::vector<std::string> digests;
    for (const auto& text : texts)
        if (auto digest = digest_in(text); !digest.empty()) digests.push_back(std::move(digest));
    return digests;
}

/// Without the quotes: these records are one short string of printable ASCII.
std::vector<std::string> texts_of(const zone::Records& records) {
    std::vector<std::string> texts;
    for (const auto& record : records)
        texts.push_back(record.data.substr(1, record.data.size() - 2));
    return texts;
}

bool any_of(const std::vector<std::string>& some, const std::vector<std::string>& others) {
    return std::any_of(some.begin(), some.end(), [&](const std::string& one) {
        return std::find(others.begin(), others.end(), one) != others.end();
    });
}

} // namespace

void judge_pacc(const Subject& subject, Evidence& evidence, Findings& findings) {
    const auto name = name_below("_ua-auto-config", subject);
    const auto wanted = desired_at(subject, name, "TXT");
    if (wanted.empty()) return;
    const auto& answer = evidence.dns(name, resolve::Type::txt);
    const auto about = name + " TXT";
    if (is_unknown(answer)) return findings.unknown(digest_check, about, answer.what);
    const auto published = digests_in(resolve::all<std::string>(answer));
    auto served = digests_in(texts_of(wanted));
    const auto url = "https://ua-auto-config." + subject.domain + std::string(document_path);
    if (subject.circumstances.live)
        if (const auto& page = evidence.page(url); page && page->success())
            served = {digest_in(protocol::pacc_record(page->body))};
    if (any_of(published, served)) return findings.ok(digest_check, about);
    const auto verdict = published.empty() ? Verdict::missing : Verdict::wrong;
    auto& finding = findings.add(digest_check, verdict, about);
    if (published.empty()) finding.severity = Severity::warning;
    finding.expected = "d=" + listed(served);
    finding.found = published.empty() ? resolve::summary(answer) : "d=" + listed(published);
    finding.publish = wanted;
}

} // namespace fingerpost::check

/// @file
/// Findings for people, and for programs that people use. Texts may hold strangers' bytes: control
/// characters are written as "?".
#pragma once

#include "base/error.hpp"
#include "check/family.hpp"
#include "format/format.hpp"

#include <boost/json/fwd.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

struct DomainReport {
    std::string domain;
    Findings findings;
};

struct Tally {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t infos = 0;
    std::size_t unknown = 0;
    std::size_t ok = 0;
    std::size_t ignored = 0;

    Tally& operator+=(const Tally& other);
};
Tally tally(const Findings& findings);

/// "2 errors, 1 warning, 31 ok"
std::string summary(const Tally& tally);

struct ReportOptions {
    bool all = false;                    ///< what is ok, too
    const format::Format* fix = nullptr; ///< how records to publish are written; null: zone lines
    format::Settings with = {};
};

/// The worst first, each with what is expected and found, why it matters, and how to mend it; what
/// is unknown by its reason.
std::string text_of(const DomainReport& report, const ReportOptions& options);
std::string markdown_of(const DomainReport& report, const ReportOptions& options);
boost::json::object json_of(const DomainReport& report);

/// One test suite a domain, one test a finding (the schema of Jenkins): what is an error or a
/// warning has failed, what is unknown was skipped.
std::string junit_of(const std::vector<DomainReport>& reports);

/// A check's row in full, for `check explain` and the reference page.
std::string explained_text(const Family& family, const Check& check);
std::string explained_markdown(const Family& family, const Check& check);

} // namespace fingerpost::check

/// @file
/// Writes the reports of checked domains as they come, in the form that was chosen.
#pragma once

#include "check/report.hpp"
#include "cli/verb.hpp"

#include <string>
#include <vector>

namespace fingerpost::cli {

class CheckOutput {
public:
    enum class Form { text, json, junit, markdown };
    struct Options {
        Form form = Form::text;
        check::ReportOptions report = {};
    };

    /// `io` must outlive it. Of `expected` domains; progress is shown on a terminal.
    CheckOutput(Options options, std::size_t expected, Io& io);

    void add(check::DomainReport report);
    void failed(const std::string& domain, const Error& error);

    /// What the forms need at the end, and what came of all domains.
    Exit finish();

private:
    void show_progress();

    Options options_;
    std::size_t expected_;
    std::size_t done_ = 0;
    std::size_t failures_ = 0;
    check::Tally sum_;
    std::vector<check::DomainReport> kept_; ///< for JUnit, which wants sums first
    Io& io_;
};

} // namespace fingerpost::cli

#include "cli/check_output.hpp"

#include "cli/database.hpp"

#include <boost/json/serialize.hpp>

#include <ostream>

namespace fingerpost::cli {

CheckOutput::CheckOutput(Options options, std::size_t expected, Io& io)
    : options_(std::move(options)), expected_(expected), io_(io) {
    if (options_.form == Form::json) io_.out << "[";
}

void CheckOutput::add(check::DomainReport report) {
    const auto counted = check::tally(report.findings);
    sum_ += counted;
    switch (options_.form) {
    case Form::text: io_.out << check::text_of(report, options_.report); break;
    case Form::markdown: io_.out << check::markdown_of(report, options_.report); break;
    case Form::json:
        io_.out << (done_ == failures_ ? "\n" : ",\n")
                << boost::json::serialize(check::json_of(report));
        break;
    case Form::junit: kept_.push_back(std::move(report)); break;
    }
    ++done_;
    show_progress();
}

void CheckOutput::failed(const std::string& domain, const Error& error) {
    cli::failed(io_, {error.code, domain + ": " + error.what});
    ++done_;
    ++failures_;
    show_progress();
}

void CheckOutput::show_progress() {
    if (!io_.terminal || expected_ < 2) return;
    io_.err << '\r' << done_ << " of " << expected_ << " domains";
    if (done_ == expected_) io_.err << '\n';
    io_.err.flush();
}

Exit CheckOutput::finish() {
    if (options_.form == Form::json) io_.out << "\n]\n";
    if (options_.form == Form::junit) io_.out << check::junit_of(kept_);
    if (options_.form == Form::text && expected_ > 1)
        io_.out << expected_ << " domains: " << check::summary(sum_) << '\n';
    if (sum_.errors > 0) return exit_critical;
    if (failures_ > 0) return exit_error;
    if (sum_.warnings > 0) return exit_warning;
    return sum_.unknown > 0 ? exit_unknown : exit_ok;
}

} // namespace fingerpost::cli
